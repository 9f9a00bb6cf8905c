using System.Net;
using System.Net.Sockets;
using PsyCare.Domain.Media;
using PsyCare.TestKit.Rtc;
using VideoCodec = PsyCare.Rtc.VideoCodec;

namespace PsyCare.Media.Tests.Rig;

/// <summary>A participant's browser: a <see cref="TestPeer"/> with a real socket, and a camera and microphone that send fake frames.</summary>
internal sealed class RigClient : IDisposable
{
    private readonly MediaRig _rig;
    private readonly byte[] _buffer = new byte[2048];
    private Socket _socket = NewSocket();
    private TcpPath? _tcp;
    private int _frame;
    private int _answered;

    internal RigClient(MediaRig rig, TestOffer? offer)
    {
        _rig = rig;
        Peer = new TestPeer(offer) { Transmit = Send };
    }

    internal TestPeer Peer { get; }

    internal string ResourceId { get; private set; } = "";

    /// <summary>The lines of the server's answer.</summary>
    internal IReadOnlyList<string> Answer { get; private set; } = [];

    /// <summary>False loses what is sent.</summary>
    internal bool IsOnline { get; set; } = true;

    /// <summary>False leaves what the server sends where it is.</summary>
    internal bool IsReading { get; set; } = true;

    /// <summary>Decides which datagrams are lost on the way to the server.</summary>
    internal Func<bool> Loses { get; set; } = () => false;

    /// <summary>The way to the server and back, if it is not to be perfect.</summary>
    internal (LossyLink ToServer, LossyLink ToClient)? Network { get; set; }

    /// <summary>False sends no sound.</summary>
    internal bool HasMicrophone { get; set; } = true;

    internal int FramesSent => _frame;

    internal int SoundsSent { get; private set; }

    public void Dispose()
    {
        Peer.Dispose();
        _socket.Dispose();
        _tcp?.Dispose();
    }

    internal void Join(string session, ParticipantRole who)
    {
        var answer = _rig.Server.Join(session, who, Peer.Offer);
        (ResourceId, Answer) = (answer.ResourceId, answer.Sdp.Split("\r\n"));
        Peer.Accept(answer.Sdp, _rig.Now);
    }

    internal void HandleTimeout()
    {
        Peer.HandleTimeout(_rig.Now);
        while (Network?.ToServer.TryReceive(_rig.Now, out var datagram) == true)
            SendNow(datagram);
        while (Network?.ToClient.TryReceive(_rig.Now, out var datagram) == true)
            Peer.HandleDatagram(datagram, _rig.Now);
    }

    /// <summary>Sends a frame of a stream with two temporal layers, and 20 ms of sound every other time. A keyframe when asked.</summary>
    internal void SendMedia()
    {
        var wanted = _frame == 0 || Peer.KeyframeRequests > _answered;
        _answered = Peer.KeyframeRequests;
        if (wanted)
            _frame += _frame % 2; // keyframes are base-layer frames
        SendPicture(wanted, _frame % 2, (uint)(_rig.Now.TotalMilliseconds * 90));
        if (HasMicrophone)
        {
            Peer.SendAudioFrame(new byte[80], (uint)(_rig.Now.TotalMilliseconds * 48));
            SoundsSent++;
        }

        _frame++;
    }

    private void SendPicture(bool isKeyframe, int layer, uint timestamp)
    {
        if (Peer.Codec == VideoCodec.H264)
            Peer.SendH264Frame(H264Packetizer.FakeFrame(2500, isKeyframe, _frame, isReference: layer == 0), timestamp);
        else
            Peer.SendVideoFrame(Vp8Packetizer.FakeFrame(2500, isKeyframe, _frame), timestamp, layer, layerSync: layer == 1);
    }

    /// <summary>Moves to another UDP address, as a phone that changes networks does.</summary>
    internal void Move()
    {
        _socket.Dispose();
        _socket = NewSocket();
        _tcp?.Dispose();
        _tcp = null;
    }

    /// <summary>Moves to a TCP connection of its own, a new one where it has one already, and checks it at once, as browsers do.</summary>
    internal void MoveToTcp(IPAddress? address = null, int? receiveBuffer = null)
    {
        _tcp?.Dispose();
        _tcp = new TcpPath(_rig.TcpPort, address, receiveBuffer);
        Peer.SendCheck();
    }

    /// <summary>Gives the TCP connection away; the client is not on it any more.</summary>
    internal TcpPath DetachTcp()
    {
        var tcp = _tcp!;
        (_tcp, IsOnline) = (null, false);
        return tcp;
    }

    /// <summary>Whether the server has closed the TCP connection.</summary>
    internal bool IsDisconnected => _tcp!.IsClosed;

    /// <summary>Restarts ICE as the page does when the network has changed.</summary>
    internal void RestartIce()
    {
        var answer = _rig.Server.RestartIce(ResourceId, Peer.RestartIce());
        Assert.NotNull(answer);
        Peer.AcceptRestart(answer, _rig.Now);
    }

    internal bool Drain()
    {
        if (!IsReading)
            return false;
        var any = _tcp?.Receive(Receive) ?? false;
        while (_socket.Available > 0)
        {
            any = true;
            Receive(_buffer.AsSpan(0, _socket.Receive(_buffer)));
        }

        return any;
    }

    private void Receive(ReadOnlySpan<byte> datagram)
    {
        if (IsOnline && Network is { } network)
            network.ToClient.Send(datagram, _rig.Now);
        else if (IsOnline)
            Peer.HandleDatagram(datagram, _rig.Now);
    }

    private static Socket NewSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        if (!IsOnline || Loses())
            return;
        if (Network is { } network)
            network.ToServer.Send(datagram, _rig.Now);
        else
            SendNow(datagram);
    }

    private void SendNow(ReadOnlySpan<byte> datagram)
    {
        if (_tcp is not null)
            _tcp.Send(datagram);
        else
            _socket.SendTo(datagram, SocketFlags.None, Peer.Server!);
        _rig.CountSent(datagram);
    }
}
