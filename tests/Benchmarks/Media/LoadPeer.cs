using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PsyCare.Rtc;
using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Benchmarks.Media;

/// <summary>
/// One client of the load: 600 kbit/s of video (30 frames of three packets a second) and 50 packets of sound, the time of sending in each.
/// </summary>
internal sealed class LoadPeer : IDisposable
{
    private const int StampLength = 8;
    private static readonly long FrameTicks = Stopwatch.Frequency / 30;
    private static readonly long SoundTicks = Stopwatch.Frequency / 50;
    private static readonly byte[][] Frame =
        [.. new Vp8Packetizer().Packetize(Vp8Packetizer.FakeFrame(2500, keyframe: true, seed: 1))];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _sound = new byte[80];
    private readonly LoadMeter _meter;
    private readonly StampedReceive _receive;
    private long _arrived;
    private SocketAddress? _server;
    private long _nextFrame = long.MaxValue;
    private long _nextSound = long.MaxValue;

    internal LoadPeer(LoadMeter meter, StampedReceive receive)
    {
        (_meter, _receive) = (meter, receive);
        _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        _socket.ReceiveBufferSize = 1 << 20;
        _socket.Blocking = false;
        StampedReceive.Enable(_socket);
        Peer.Transmit = Send;
        Peer.OnPacket = Note;
    }

    /// <summary>Says all that a browser says: reports, feedback and numbers for congestion control.</summary>
    internal TestPeer Peer { get; } = new() { SendsReports = true, SendsArrivals = true, NumbersPackets = true };

    /// <summary>Where datagrams come from.</summary>
    internal int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Takes the server's description and begins with ICE.</summary>
    internal void Accept(string description, TimeSpan now)
    {
        var candidate = description.Split("\r\n").First(l => l.StartsWith("a=candidate:", StringComparison.Ordinal)).Split(' ');
        _server = IPEndPoint.Parse($"{candidate[4]}:{candidate[5]}").Serialize();
        Peer.Accept(description, now);
    }

    internal Socket Socket => _socket;

    /// <summary>Begins to send, at a moment of its own within a frame.</summary>
    internal void StartSending(long now, double phase) =>
        (_nextFrame, _nextSound) = (now + (long)(phase * FrameTicks), now + (long)(phase * SoundTicks));

    internal void StopSending() => (_nextFrame, _nextSound) = (long.MaxValue, long.MaxValue);

    internal void SendDue(long now)
    {
        if (now >= _nextFrame)
        {
            SendFrame((uint)(now / (Stopwatch.Frequency / 90_000)));
            _nextFrame += FrameTicks;
        }

        if (now >= _nextSound)
        {
            SendStamped(MediaKind.Audio, _sound, (uint)(now / (Stopwatch.Frequency / 48_000)), marker: false);
            _nextSound += SoundTicks;
        }
    }

    internal void Drain(TimeSpan now)
    {
        int count;
        do
        {
            count = _receive.Receive(_socket);
            for (var i = 0; i < count; i++)
                Peer.HandleDatagram(_receive.Get(i, out _arrived), now);
        }
        while (StampedReceive.IsFull(count));
    }

    public void Dispose()
    {
        Peer.Dispose();
        _socket.Dispose();
    }

    private void SendFrame(uint timestamp)
    {
        for (var i = 0; i < Frame.Length; i++)
            SendStamped(MediaKind.Video, Frame[i], timestamp, marker: i == Frame.Length - 1);
    }

    private void SendStamped(MediaKind kind, byte[] payload, uint timestamp, bool marker)
    {
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(payload.Length - StampLength), LoadMeter.Now);
        Peer.SendRtp(kind, payload, timestamp, marker);
        _meter.Sent++;
    }

    private void Note(MediaKind kind, in RtpPacket packet) =>
        _meter.Add(BinaryPrimitives.ReadInt64LittleEndian(packet.Payload[^StampLength..]), _arrived);

    private void Send(ReadOnlySpan<byte> datagram) => _socket.SendTo(datagram, SocketFlags.None, _server!);
}
