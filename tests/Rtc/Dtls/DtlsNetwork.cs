using PsyCare.Rtc.Dtls;

namespace PsyCare.Rtc.Tests.Dtls;

/// <summary>Two transports joined by a seeded network that loses, duplicates and delays datagrams, on a clock that jumps.</summary>
internal sealed class DtlsNetwork : IDisposable
{
    private readonly Random _random;
    private readonly double _loss;
    private readonly bool _reorder;
    private readonly List<(TimeSpan At, DtlsTransport To, byte[] Data)> _inFlight = [];

    internal DtlsNetwork(DtlsTransport client, DtlsTransport server, int seed = 0, double loss = 0, bool reorder = false)
    {
        (Client, Server, _random, _loss, _reorder) = (client, server, new Random(seed), loss, reorder);
        Client.Start(Now);
        Carry();
    }

    internal DtlsTransport Client { get; }

    internal DtlsTransport Server { get; }

    internal TimeSpan Now { get; private set; }

    internal int LargestDatagram { get; private set; }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    /// <summary>Runs until nothing is due any more or the time is over.</summary>
    internal void Run(TimeSpan limit)
    {
        while (Next() is { } next && next <= limit)
        {
            Now = next > Now ? next : Now;
            foreach (var item in _inFlight.Where(i => i.At <= Now).ToArray())
            {
                _inFlight.Remove(item);
                item.To.Receive(item.Data, Now);
            }

            Client.HandleTimeout(Now);
            Server.HandleTimeout(Now);
            Carry();
        }
    }

    internal void Carry()
    {
        Carry(Client, Server);
        Carry(Server, Client);
    }

    private TimeSpan? Next()
    {
        IEnumerable<TimeSpan?> times = [Client.NextTimeout, Server.NextTimeout, .. _inFlight.Select(i => (TimeSpan?)i.At)];
        return times.Min();
    }

    private void Carry(DtlsTransport from, DtlsTransport to)
    {
        var buffer = new byte[2048];
        while (from.TryDequeue(buffer, out var length))
        {
            LargestDatagram = Math.Max(LargestDatagram, length);
            if (_random.NextDouble() < _loss)
                continue;
            var copies = _reorder && _random.Next(10) == 0 ? 2 : 1;
            for (var i = 0; i < copies; i++)
                _inFlight.Add((Now + TimeSpan.FromMilliseconds(_reorder ? _random.Next(5, 300) : 20), to, buffer[..length]));
        }
    }
}
