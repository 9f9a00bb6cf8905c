namespace PsyCare.Benchmarks.Media;

/// <summary>Counts what was sent and what arrived, and how long it took.</summary>
internal sealed class LoadMeter
{
    internal long Sent { get; set; }

    internal long Received { get; private set; }

    /// <summary>From before a packet was encrypted until the kernel had it for the receiver: the server's share, and the network's of one machine.</summary>
    internal DelayHistogram Added { get; } = new();

    /// <summary>Until it was decrypted by the receiver: the load generator's share as well.</summary>
    internal DelayHistogram Seen { get; } = new();

    /// <summary>The time by the clock that the kernel stamps datagrams with, 100 ns since 1970.</summary>
    internal static long Now => TimeProvider.System.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks;

    /// <summary>Counts a packet.</summary>
    /// <param name="sent">When it was made.</param>
    /// <param name="arrived">When the kernel had it.</param>
    internal void Add(long sent, long arrived)
    {
        Received++;
        Added.Add(arrived - sent);
        Seen.Add(Now - sent);
    }

    internal void Clear()
    {
        (Sent, Received) = (0, 0);
        Added.Clear();
        Seen.Clear();
    }
}
