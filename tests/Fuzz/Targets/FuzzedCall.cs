using System.Net;
using PsyCare.Rtc;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Fuzz.Targets;

/// <summary>A connected server peer and its client on a perfect network. What the server receives it sends back, and puts in order.</summary>
internal sealed class FuzzedCall : IRtcPeerSink, IDisposable
{
    private static readonly DtlsCertificate Certificate = DtlsCertificate.CreateSelfSigned(TimeProvider.System);
    private readonly Queue<byte[]> _toClient = [];
    private readonly Queue<byte[]> _toServer = [];
    private readonly Vp8FrameAssembler _video = new();
    private readonly OpusReorderer _audio = new();

    internal FuzzedCall()
    {
        var options = new RtcPeerOptions { Certificate = Certificate, HostCandidates = [IPEndPoint.Parse("192.0.2.1:4000")] };
        Server = new RtcPeer(SdpOffer.Parse(Client.Offer), options, this, Now);
        Client.Transmit = datagram => _toServer.Enqueue(datagram.ToArray());
        Client.Accept(Server.Answer, Now);
        for (var i = 0; i < 100 && !(Client.IsConnected && Server.State == RtcPeerState.Connected); i++)
        {
            Advance();
        }

        Check.That(Server.State == RtcPeerState.Connected, "a client connects");
    }

    internal TestPeer Client { get; } = new(new TestOffer { Red = true });

    internal RtcPeer Server { get; }

    internal TransportAddress Address { get; } = new(IPEndPoint.Parse("198.51.100.7:50000"));

    internal TimeSpan Now { get; private set; }

    /// <summary>Lets ten milliseconds pass and delivers what is on the way.</summary>
    internal void Advance()
    {
        Now += TimeSpan.FromMilliseconds(10);
        Server.HandleTimeout(Now);
        Client.HandleTimeout(Now);
        while (_toServer.Count + _toClient.Count > 0)
        {
            if (_toServer.TryDequeue(out var up))
            {
                Server.HandleDatagram(up, Address, Now);
            }

            if (_toClient.TryDequeue(out var down))
            {
                Client.HandleDatagram(down, Now);
            }
        }

        Client.Received.Clear();
        Client.SenderReports.Clear();
        Client.ReportBlocks.Clear();
        Client.TransportFeedbacks.Clear();
    }

    public void OnTransmit(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority) =>
        _toClient.Enqueue(datagram.ToArray());

    public void OnStateChanged(RtcPeer peer, RtcPeerState state)
    {
    }

    public void OnRtp(RtcPeer peer, IncomingSource stream, in RtpPacket packet, TimeSpan now)
    {
        Server.SendRtp(stream, packet, now);
        if (stream.Kind == MediaKind.Video)
        {
            _video.Push(packet, now);
        }
        else
        {
            _audio.Push(packet, now);
        }

        while (_video.TryTake(now, out _) || _audio.TryTake(now, out _))
        {
        }
    }

    public void OnKeyframeRequested(RtcPeer peer, IncomingSource source, TimeSpan now) => Server.RequestKeyframe(source, now);

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
        _video.Dispose();
        _audio.Dispose();
    }
}
