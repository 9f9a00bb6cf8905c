using System.Security.Cryptography;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Ice;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <summary>
/// One WebRTC peer connection, server side, without socket, thread or clock: datagrams and the time go in, calls to an
/// <see cref="IRtcPeerSink"/> come out. ICE-lite, DTLS-passive, Opus and VP8 or H.264 on one bundled transport. Not thread-safe: one caller at a time,
/// though the sink may call back in (but not feed a datagram or a timeout from inside a callback). Times are from any monotonic clock.
/// </summary>
public sealed partial class RtcPeer : IDisposable
{
    /// <summary>Longer datagrams are dropped; nothing we negotiate makes any.</summary>
    public const int MaxDatagramLength = 2000;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DisconnectedAfter = TimeSpan.FromSeconds(5);

    private readonly IRtcPeerSink _sink;
    private readonly IceLiteAgent _agent;
    private readonly DtlsTransport _dtls;
    private readonly IncomingSources _incoming;
    private readonly OutgoingStream?[] _outgoing = new OutgoingStream?[2];
    private readonly string _cname = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly TimeSpan _createdAt;
    private readonly uint _localSsrc;
    private readonly int? _audioLevelId;
    private readonly int? _transportSequenceId;
    private readonly ArrivalLog? _arrivals;
    private SrtpSender? _srtpSender;
    private SrtpReceiver? _srtpReceiver;
    private TimeSpan _lastAlive;

    /// <summary>A peer connection that answers an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="options">Our certificate and addresses.</param>
    /// <param name="sink">Receives everything the peer does.</param>
    /// <param name="now">The time.</param>
    public RtcPeer(SdpOffer offer, RtcPeerOptions options, IRtcPeerSink sink, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(options);
        (_offer, _options, _sink) = (offer, options, sink);
        (_createdAt, _lastAlive) = (now, now);
        _agent = new IceLiteAgent(IceCredentials.Create(), offer.IceUfrag, now);
        _dtls = new DtlsTransport(options.Certificate, DtlsRole.Server, offer.FingerprintSha256, options.Mtu);
        _incoming = new IncomingSources(this, offer);
        CreateStreams(offer);
        _audioLevelId = offer.Section(MediaKind.Audio)?.AudioLevelExtensionId;
        _transportSequenceId = offer.Sections.FirstOrDefault(s => s.Kind is not null && s.TransportSequenceExtensionId is not null)
            ?.TransportSequenceExtensionId;
        _arrivals = _transportSequenceId is null ? null : new ArrivalLog();
        _localSsrc = (_outgoing[(int)MediaKind.Video] ?? _outgoing[(int)MediaKind.Audio])?.Ssrc
            ?? (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
        Answer = new SdpAnswerWriter(offer, Describe(options)).Write();
    }

    /// <summary>The SDP answer.</summary>
    public string Answer { get; }

    /// <summary>Our ICE user fragment: <see cref="Stun.StunMessage.TryReadLocalUfrag"/> finds it in the checks for this peer.</summary>
    public string LocalUfrag => _agent.Local.Ufrag;

    /// <summary>Where the connection is in its life.</summary>
    public RtcPeerState State { get; private set; }

    /// <summary>Why it ended; <see cref="RtcCloseReason.None"/> while it has not.</summary>
    public RtcCloseReason CloseReason { get; private set; }

    /// <summary>Where we send to; null before the first valid ICE check. Changes when the remote side moves.</summary>
    public TransportAddress? Remote => _agent.Selected;

    /// <summary>Totals of this connection.</summary>
    public RtcPeerCounters Counters { get; } = new();

    /// <summary>Round-trip time to the remote side, if it reports on something we send.</summary>
    public TimeSpan? RoundTripTime =>
        _outgoing[(int)MediaKind.Video]?.RoundTripTime ?? _outgoing[(int)MediaKind.Audio]?.RoundTripTime;

    /// <summary>True if the negotiation lets the remote side send us this kind.</summary>
    /// <param name="kind">The kind.</param>
    public bool Receives(MediaKind kind)
    {
        foreach (var stream in _incoming.All)
        {
            if (stream.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The layers of the remote side's picture in the order of its offer; one without simulcast, none if it sends no picture.</summary>
    public IReadOnlyList<IncomingSource> VideoLayers => _incoming.Video;

    /// <summary>True if the negotiation lets us send this kind.</summary>
    /// <param name="kind">The kind.</param>
    public bool Sends(MediaKind kind) => _outgoing[(int)kind] is not null;

    /// <summary>Quality of what the remote side sends us: packets lost for good so far, and jitter in seconds.</summary>
    /// <param name="kind">The kind.</param>
    public (long Lost, double Jitter) ReceiveQuality(MediaKind kind)
    {
        (long Lost, double Jitter) quality = default;
        foreach (var stream in _incoming.All)
        {
            if (stream.Kind == kind)
            {
                quality = (quality.Lost + stream.CumulativeLost, Math.Max(quality.Jitter, stream.Jitter / (double)kind.ClockRate()));
            }
        }

        return quality;
    }

    /// <summary>Share of what we send that the remote side reported lost last, 0-1.</summary>
    /// <param name="kind">The kind.</param>
    public double SendLoss(MediaKind kind) => _outgoing[(int)kind]?.FractionLost ?? 0;

    /// <summary>How loud the sound in a packet of this peer is, if its sender says so (RFC 6464).</summary>
    /// <param name="packet">A packet of the audio stream.</param>
    /// <param name="level">The level.</param>
    /// <returns>False if levels are not negotiated, or this packet has none.</returns>
    public bool TryReadAudioLevel(in RtpPacket packet, out AudioLevel level)
    {
        level = default;
        return _audioLevelId is { } id && packet.TryGetExtension(id, out var element) && AudioLevel.TryParse(element, out level);
    }

    /// <summary>Ends the connection and tells the remote side, if there is one.</summary>
    /// <param name="now">The time.</param>
    public void Close(TimeSpan now)
    {
        if (State == RtcPeerState.Closed)
        {
            return;
        }

        SendGoodbye();
        _dtls.Close(now);
        FlushDtls();
        End(RtcCloseReason.Local);
    }

    /// <summary>Frees keys and buffers; call <see cref="Close"/> first to tell the remote side.</summary>
    public void Dispose()
    {
        State = RtcPeerState.Closed;
        _srtpSender?.Dispose();
        _srtpReceiver?.Dispose();
        _dtls.Dispose();
        foreach (var stream in _outgoing)
        {
            stream?.Dispose();
        }
    }

    private void CreateStreams(SdpOffer offer)
    {
        foreach (var kind in Enum.GetValues<MediaKind>())
        {
            if (offer.Section(kind) is not { } section)
            {
                continue;
            }

            _outgoing[(int)kind] = section.Direction.Receives() ? new OutgoingStream(kind, section) : null;
        }

        _keyframeFeedback = offer.Section(MediaKind.Video) switch
        {
            { NackPli: true } => KeyframeFeedback.Pli,
            { CcmFir: true } => KeyframeFeedback.Fir,
            _ => KeyframeFeedback.None,
        };
    }

    private SdpLocalDescription Describe(RtcPeerOptions options) => new(
        (ulong)RandomNumberGenerator.GetInt32(int.MaxValue),
        _agent.Local.Ufrag,
        _agent.Local.Pwd,
        options.Certificate.FingerprintSha256,
        _cname,
        options.HostCandidates,
        options.TcpCandidates)
    {
        Ssrc = kind => _outgoing[(int)kind]?.Ssrc,
        RtxSsrc = kind => _outgoing[(int)kind]?.Rtx?.Ssrc,
    };

    private void SetState(RtcPeerState state)
    {
        if (State != state && State != RtcPeerState.Closed)
        {
            State = state;
            _sink.OnStateChanged(this, state);
        }
    }

    private void End(RtcCloseReason reason)
    {
        if (State != RtcPeerState.Closed)
        {
            CloseReason = reason;
            SetState(RtcPeerState.Closed);
        }
    }

    private void Transmit(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority)
    {
        Counters.DatagramsOut++;
        Counters.BytesOut += datagram.Length;
        _sink.OnTransmit(datagram, remote, priority);
    }
}
