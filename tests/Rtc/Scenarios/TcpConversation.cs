using System.Net;
using PsyCare.Rtc.Framing;
using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Scenarios;

/// <summary>
/// A conversation whose datagrams travel in frames on a TCP connection, both ways, as the media server sends them: what the stream does not
/// take waits, and gives way by its priority. What the server receives it sends back, so that the client is a viewer as well.
/// </summary>
internal sealed class TcpConversation : IDisposable
{
    private static readonly IPEndPoint ClientAddress = IPEndPoint.Parse("198.51.100.7:50000");
    private readonly int _seed;
    private Path _toServer = null!;
    private Path _toClient = null!;
    private bool _isTorn;

    public TcpConversation(int seed, TestOffer? offer = null)
    {
        _seed = seed;
        Talk = new Conversation(seed, offer: offer);
        Call.Client.Transmit = datagram => Send(_toServer, datagram, PacketPriority.Sound);
        Call.Sink.Transmit = (datagram, remote, priority) =>
        {
            if (remote.Equals(Call.ClientAddress))
            {
                Send(_toClient, datagram, priority);
            }
        };
        Call.Sink.ForwardTo = Call.Server;
        Connect();
    }

    public Conversation Talk { get; }

    public Call Call => Talk.Call;

    public StreamLink ToServer => _toServer.Link;

    public StreamLink ToClient => _toClient.Link;

    /// <summary>What was refused on the way to the client, by its priority.</summary>
    public Dictionary<PacketPriority, int> Refused { get; } = [];

    /// <summary>True once the client has read nothing for so long that the server would close the connection.</summary>
    public bool IsOverfull => _toClient.Writer.IsOverfull;

    /// <summary>Bytes that wait for the stream to the client.</summary>
    public int Waiting => _toClient.Writer.Waiting.Length;

    /// <summary>Talks for a while; the streams run along.</summary>
    public void Run(TimeSpan time, Action<TimeSpan>? everyStep = null) => Talk.Talk(time, now =>
    {
        Pump(now);
        everyStep?.Invoke(now);
    });

    /// <summary>The connection is gone, with all that was on the way.</summary>
    public void Tear()
    {
        _isTorn = true;
        Call.Server.ForgetAddress(Call.ClientAddress);
    }

    /// <summary>The client opens a new one, and checks it at once.</summary>
    public void Connect()
    {
        _isTorn = false;
        (_toServer, _toClient) = (new Path(_seed + 1), new Path(_seed + 2));
        Call.ClientAddress = new TransportAddress(ClientAddress, TransportProtocol.Tcp);
        Call.Client.SendCheck();
    }

    public void Dispose() => Talk.Dispose();

    private void Send(Path path, ReadOnlySpan<byte> datagram, PacketPriority priority)
    {
        if (_isTorn || !path.Writer.TryAdd(datagram, priority))
        {
            Refused[priority] = Refused.GetValueOrDefault(priority) + 1;
        }
    }

    private void Pump(TimeSpan now)
    {
        if (!_isTorn)
        {
            _toServer.Pump(now, datagram => Call.Server.HandleDatagram(datagram, Call.ClientAddress, now));
            _toClient.Pump(now, datagram => Call.Client.HandleDatagram(datagram, now));
        }
    }

    private sealed class Path(int seed)
    {
        public delegate void Handler(ReadOnlySpan<byte> datagram);

        public StreamLink Link { get; } = new(seed);

        public FrameWriter Writer { get; } = new();

        private FrameReader Reader { get; } = new();

        public void Pump(TimeSpan now, Handler handle)
        {
            Writer.Take(Link.Send(Writer.Waiting, now));
            for (int count; (count = Link.Receive(Reader.GetRoom().Span, now)) > 0;)
            {
                Reader.Advance(count);
                while (Reader.TryRead(out var datagram))
                {
                    handle(datagram);
                }
            }
        }
    }
}
