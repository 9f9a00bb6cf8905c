using System.Diagnostics;
using System.Threading.Channels;

namespace PsyCare.EndToEnd.Tests;

/// <summary>One way of a network that carries so many bits a second: what comes faster waits in order, and is lost when too much does.</summary>
/// <param name="send">Takes what has passed.</param>
internal sealed class SlowLink(Func<ReadOnlyMemory<byte>, Task> send)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(300);
    private readonly Channel<(byte[] Datagram, TimeSpan Out)> _queue = Channel.CreateUnbounded<(byte[], TimeSpan)>();
    private readonly long _begin = Stopwatch.GetTimestamp();
    private TimeSpan _freeAt;

    /// <summary>Puts a datagram on its way. One caller at a time.</summary>
    /// <param name="datagram">The bytes; copied.</param>
    /// <param name="bitsPerSecond">What the link carries now; 0 is no limit.</param>
    public void Send(ReadOnlyMemory<byte> datagram, double bitsPerSecond)
    {
        var now = Stopwatch.GetElapsedTime(_begin);
        var start = bitsPerSecond > 0 && _freeAt > now ? _freeAt : now;
        if (start - now > MaxWait)
            return;
        _freeAt = bitsPerSecond > 0 ? start + TimeSpan.FromSeconds(8 * datagram.Length / bitsPerSecond) : start;
        _queue.Writer.TryWrite((datagram.ToArray(), _freeAt));
    }

    /// <summary>Lets through what is due, until sending fails.</summary>
    public async Task RunAsync()
    {
        await foreach (var (datagram, due) in _queue.Reader.ReadAllAsync())
        {
            var wait = due - Stopwatch.GetElapsedTime(_begin);
            if (wait > TimeSpan.FromMilliseconds(1))
                await Task.Delay(wait, TimeProvider.System);
            await send(datagram);
        }
    }
}
