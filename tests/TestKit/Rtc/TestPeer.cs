using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using PsyCare.Rtc;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Ice;
using PsyCare.Rtc.Srtp;
using PsyCare.Rtc.Stun;

namespace PsyCare.TestKit.Rtc;

/// <summary>An RTP packet that a <see cref="TestPeer"/> received.</summary>
public sealed record ReceivedRtp(
    MediaKind Kind, uint Ssrc, ushort SequenceNumber, uint Timestamp, bool Marker, byte[] Payload, TimeSpan At)
{
    /// <summary>True if it came on the retransmission stream (RFC 4588).</summary>
    public bool IsRestored { get; init; }
}

/// <summary>
/// The browser's side of a call without a browser: makes an offer, sends ICE checks with nomination, is the DTLS client, sends and receives
/// SRTP, retransmits and asks for retransmission. Like <see cref="RtcPeer"/> it has no socket and no clock. Not thread-safe.
/// </summary>
public sealed partial class TestPeer : IDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(500);
    private readonly DtlsCertificate _certificate = DtlsCertificate.CreateSelfSigned(TimeProvider.System);
    private IceCredentials _local = IceCredentials.Create();
    private readonly byte[] _scratch = new byte[4096];
    private readonly Dictionary<MediaKind, uint> _remoteSsrc = [];
    private uint? _remoteRtxSsrc;
    private MediaKind[] _asksFor = [];
    private bool _usesRtx;
    private IceCredentials? _remote;
    private DtlsTransport? _dtls;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private TimeSpan _nextCheck;
    private bool _checked;

    /// <summary>A client that has not heard from a server yet.</summary>
    public TestPeer(TestOffer? offer = null)
    {
        offer ??= new TestOffer();
        Offer = offer.Write(_local.Ufrag, _local.Pwd, _certificate.FingerprintSha256, LocalSsrc);
        _sendsRed = offer.Red;
        Layers = [.. offer.Rids.Select(rid => new TestLayer(rid))];
    }

    /// <summary>Sends one datagram to the server.</summary>
    public delegate void TransmitHandler(ReadOnlySpan<byte> datagram);

    /// <summary>Where datagrams for the server go; set it before <see cref="Accept"/>.</summary>
    public TransmitHandler Transmit { get; set; } = static _ => { };

    /// <summary>The SDP offer for the server.</summary>
    public string Offer { get; }

    /// <summary>The first candidate of the answer.</summary>
    public IPEndPoint? Server { get; private set; }

    /// <summary>True once media can flow both ways.</summary>
    public bool IsConnected => _sender is not null;

    /// <summary>State of the DTLS association; null before the answer.</summary>
    public DtlsState? DtlsState => _dtls?.State;

    /// <summary>False stops the ICE checks, as a laptop that is closed does.</summary>
    public bool SendsChecks { get; set; } = true;

    /// <summary>Takes the server's answer and begins with ICE.</summary>
    public void Accept(string answer, TimeSpan now)
    {
        var lines = answer.Split("\r\n");
        string Value(string name) => lines.First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..];
        _remote = new IceCredentials(Value("a=ice-ufrag:"), Value("a=ice-pwd:"));
        _dtls = new DtlsTransport(_certificate, DtlsRole.Client, Value("a=fingerprint:sha-256 "));
        var candidate = lines.FirstOrDefault(l => l.StartsWith("a=candidate:", StringComparison.Ordinal))?.Split(' ');
        Server = candidate is null ? null : IPEndPoint.Parse($"{candidate[4]}:{candidate[5]}");
        Codec = lines.Contains($"a=rtpmap:{TestOffer.H264PayloadType} H264/90000") ? VideoCodec.H264 : VideoCodec.Vp8;
        _usesRtx = lines.Contains($"a=fmtp:{RtxPayloadType} apt={PayloadType(MediaKind.Video)}");
        _asksFor = [.. Enum.GetValues<MediaKind>().Where(k => lines.Contains($"a=rtcp-fb:{PayloadType(k)} nack"))];
        ReadStreams(lines);
        _nextCheck = now;
        HandleTimeout(now);
    }

    /// <summary>Restarts ICE; checks stop until the answer comes.</summary>
    /// <returns>The new parameters, as application/trickle-ice-sdpfrag.</returns>
    public string RestartIce()
    {
        (_local, _remote) = (IceCredentials.Create(), null);
        return $"a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=ice-ufrag:{_local.Ufrag}\r\na=ice-pwd:{_local.Pwd}\r\n";
    }

    /// <summary>Takes the server's answer to a restart and checks at once.</summary>
    public void AcceptRestart(string fragment, TimeSpan now)
    {
        var lines = fragment.Split("\r\n");
        string Value(string name) => lines.First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..];
        _remote = new IceCredentials(Value("a=ice-ufrag:"), Value("a=ice-pwd:"));
        _nextCheck = now;
        HandleTimeout(now);
    }

    /// <summary>Takes a datagram from the server.</summary>
    public void HandleDatagram(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        switch (DatagramKinds.Of(datagram))
        {
            case DatagramKind.Stun:
                HandleStun(datagram, now);
                break;
            case DatagramKind.Dtls:
                _dtls?.Receive(datagram, now);
                AfterDtls();
                break;
            case DatagramKind.Rtp:
                HandleSrtp(datagram, now);
                break;
            case DatagramKind.Rtcp:
                HandleSrtcp(datagram, now);
                break;
        }
    }

    /// <summary>Sends what is due; call it every 10-20 ms.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (_remote is null || _dtls is null)
        {
            return;
        }

        if (_nextCheck <= now)
        {
            _nextCheck = now + CheckInterval;
            SendCheck();
        }

        _dtls.HandleTimeout(now);
        AfterDtls();
        SendNacks(now);
        SendArrivals(now);
        SendReports(now);
    }

    /// <summary>Says goodbye by DTLS, as a page that closes its connection does.</summary>
    public void Close(TimeSpan now)
    {
        _dtls?.Close(now);
        AfterDtls();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sender?.Dispose();
        _receiver?.Dispose();
        _dtls?.Dispose();
        _certificate.Dispose();
        foreach (var cache in _sent.Values.Concat(Layers.Select(l => l.Sent)))
        {
            cache.Dispose();
        }
    }

    /// <summary>Sends any bytes as they are, valid or not.</summary>
    public void SendRaw(ReadOnlySpan<byte> datagram) => Transmit(datagram);

    /// <summary>Sends an ICE check that nominates the address it comes from.</summary>
    public void SendCheck()
    {
        if (_remote is null || !SendsChecks)
        {
            return;
        }

        Span<byte> buffer = stackalloc byte[256];
        var writer = new StunWriter(buffer, StunMessageType.BindingRequest, RandomNumberGenerator.GetBytes(12));
        writer.Attribute(StunAttribute.Username, $"{_remote.Ufrag}:{_local.Ufrag}");
        writer.Attribute(StunAttribute.IceControlling, ulong.MaxValue); // wins against a server that would rather control
        writer.Attribute(StunAttribute.UseCandidate, default(ReadOnlySpan<byte>));
        writer.Attribute(StunAttribute.Priority, 1_853_817_087u);
        writer.MessageIntegrity(_remote.Key);
        writer.Fingerprint();
        Transmit(writer.Written);
    }

    private void HandleStun(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!StunMessage.TryParse(datagram, out var message) || _remote is null)
        {
            return;
        }

        if (message.Type == StunMessageType.BindingRequest && message.VerifyIntegrity(_local.Key))
        {
            AnswerCheck(message);
        }
        else if (!_checked && message.Type == StunMessageType.BindingSuccess && message.VerifyIntegrity(_remote.Key))
        {
            _checked = true;
            _dtls!.Start(now);
            AfterDtls();
        }
    }

    /// <summary>A server that is not lite checks as well; ours never does.</summary>
    private void AnswerCheck(in StunMessage request)
    {
        var writer = new StunWriter(stackalloc byte[256], StunMessageType.BindingSuccess, request.TransactionId);
        writer.XorMappedAddress(Server!);
        writer.MessageIntegrity(_local.Key);
        writer.Fingerprint();
        Transmit(writer.Written);
    }

    private void AfterDtls()
    {
        while (_dtls!.TryDequeue(_scratch, out var length))
        {
            Transmit(_scratch.AsSpan(0, length));
        }

        if (_sender is null && _dtls.Keys is { } keys)
        {
            _sender = new SrtpSender(keys.Profile, keys.LocalKey, keys.LocalSalt);
            _receiver = new SrtpReceiver(keys.Profile, keys.RemoteKey, keys.RemoteSalt);
        }
    }

    private void ReadStreams(string[] lines)
    {
        var kind = MediaKind.Audio;
        foreach (var line in lines)
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                kind = line.StartsWith("m=audio", StringComparison.Ordinal) ? MediaKind.Audio : MediaKind.Video;
            }
            else if (line.StartsWith("a=ssrc:", StringComparison.Ordinal))
            {
                _remoteSsrc.TryAdd(kind, uint.Parse(line[7..].Split(' ')[0], CultureInfo.InvariantCulture));
            }
            else if (line.StartsWith("a=ssrc-group:FID ", StringComparison.Ordinal))
            {
                _remoteRtxSsrc = uint.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
            }
        }
    }
}
