using System.Security.Cryptography;
using PsyCare.Rtc;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.TestKit.Rtc;

/// <content>RTP and RTCP.</content>
public sealed partial class TestPeer
{
    private readonly Dictionary<MediaKind, ushort> _nextSequence = new() { [MediaKind.Audio] = 1000, [MediaKind.Video] = 2000 };
    private readonly Dictionary<MediaKind, RetransmissionCache> _sent =
        Enum.GetValues<MediaKind>().ToDictionary(k => k, RetransmissionCache.For);

    private readonly Vp8Packetizer _packetizer = new();
    private readonly Dictionary<MediaKind, (NackGenerator Nacks, SequenceReader Numbers)> _missing =
        new() { [MediaKind.Audio] = (new(), new()), [MediaKind.Video] = (new(), new()) };

    private readonly uint _rtxSsrc = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private ushort _rtxSequence = 3000;

    /// <summary>The codec of pictures that the answer chose.</summary>
    public VideoCodec Codec { get; private set; }

    private int RtxPayloadType => Codec == VideoCodec.Vp8 ? TestOffer.RtxPayloadType : TestOffer.H264RtxPayloadType;

    /// <summary>SSRCs we send with.</summary>
    public IReadOnlyDictionary<MediaKind, uint> LocalSsrc { get; } = new Dictionary<MediaKind, uint>
    {
        [MediaKind.Audio] = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue),
        [MediaKind.Video] = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue),
    };

    /// <summary>Takes one RTP packet as it comes; it is valid during the call.</summary>
    public delegate void PacketHandler(MediaKind kind, in RtpPacket packet);

    /// <summary>Gets the packets instead of <see cref="Received"/>: a load generator must not keep them.</summary>
    public PacketHandler? OnPacket { get; set; }

    /// <summary>Every RTP packet received, in order of arrival.</summary>
    public List<ReceivedRtp> Received { get; } = [];

    /// <summary>Sender reports received.</summary>
    public List<SenderReport> SenderReports { get; } = [];

    /// <summary>Report blocks received.</summary>
    public List<ReportBlock> ReportBlocks { get; } = [];

    /// <summary>Transport-wide feedback received: the part after the two SSRCs.</summary>
    public List<byte[]> TransportFeedbacks { get; } = [];

    /// <summary>How often the server asked for a keyframe.</summary>
    public int KeyframeRequests { get; private set; }

    /// <summary>How many packets the server asked for again.</summary>
    public int NacksReceived { get; private set; }

    /// <summary>True makes us ask for lost packets of what the answer lets us ask for.</summary>
    public bool SendsNacks { get; set; } = true;

    /// <summary>Sends an encoded VP8 frame.</summary>
    /// <param name="frame">The frame; <see cref="Vp8Packetizer.FakeFrame"/> makes one that nobody has to decode.</param>
    /// <param name="timestamp">RTP timestamp, 90 kHz.</param>
    /// <param name="temporalId">Its temporal layer.</param>
    /// <param name="layerSync">True if it depends on nothing but the base layer.</param>
    public void SendVideoFrame(ReadOnlySpan<byte> frame, uint timestamp, int temporalId = 0, bool layerSync = false)
    {
        var payloads = _packetizer.Packetize(frame, temporalId, layerSync);
        for (var i = 0; i < payloads.Count; i++)
        {
            SendRtp(MediaKind.Video, payloads[i], timestamp, marker: i == payloads.Count - 1);
        }
    }

    /// <summary>Sends an encoded H.264 picture: NAL units behind their lengths.</summary>
    /// <param name="frame">The picture; <see cref="H264Packetizer.FakeFrame"/> makes one that nobody has to decode.</param>
    /// <param name="timestamp">RTP timestamp, 90 kHz.</param>
    public void SendH264Frame(ReadOnlySpan<byte> frame, uint timestamp)
    {
        var payloads = H264Packetizer.Packetize(frame);
        for (var i = 0; i < payloads.Count; i++)
        {
            SendRtp(MediaKind.Video, payloads[i], timestamp, marker: i == payloads.Count - 1);
        }
    }

    /// <summary>Sends one Opus packet.</summary>
    public void SendAudioFrame(ReadOnlySpan<byte> opus, uint timestamp) =>
        SendRtp(MediaKind.Audio, _sendsRed ? WithRedundancy(opus, timestamp) : opus, timestamp, marker: false);

    /// <summary>Sends one Opus packet that says how loud it is (RFC 6464).</summary>
    public void SendAudioFrame(ReadOnlySpan<byte> opus, uint timestamp, AudioLevel level) => SendSound(
        opus, timestamp, [0xBE, 0xDE, 0, 1, TestOffer.AudioLevelExtension << 4, (byte)((level.IsVoice ? 0x80 : 0) | -level.DBov), 0, 0]);

    /// <summary>Sends one Opus packet with a transport-wide sequence number.</summary>
    public void SendNumbered(ushort number) => SendSound(
        [1, 2, 3], 0, [0xBE, 0xDE, 0, 1, (TestOffer.TransportSequenceExtension << 4) | 1, (byte)(number >> 8), (byte)number, 0]);

    /// <summary>Sends one RTP packet with the next sequence number of its stream.</summary>
    public void SendRtp(MediaKind kind, ReadOnlySpan<byte> payload, uint timestamp, bool marker)
    {
        const int Header = RtpPacket.FixedHeaderLength;
        var sequence = _nextSequence[kind]++;
        Span<byte> plain = stackalloc byte[Header + payload.Length];
        RtpPacket.WriteHeader(plain, marker, (byte)PayloadType(kind), sequence, timestamp, LocalSsrc[kind]);
        payload.CopyTo(plain[Header..]);
        _lastTimestamp[kind] = timestamp;
        _sent[kind].Add(sequence, plain, TimeSpan.Zero);
        SendProtected(NumbersPackets ? WithNumber(plain) : plain);
    }

    private int PayloadType(MediaKind kind) =>
        kind == MediaKind.Video && Codec == VideoCodec.H264 ? TestOffer.H264PayloadType
        : kind == MediaKind.Audio && _sendsRed ? TestOffer.RedPayloadType
        : TestOffer.PayloadType(kind);

    private void SendSound(ReadOnlySpan<byte> opus, uint timestamp, ReadOnlySpan<byte> extensions)
    {
        const int Header = RtpPacket.FixedHeaderLength;
        Span<byte> packet = stackalloc byte[Header + extensions.Length + opus.Length];
        RtpPacket.WriteHeader(packet, false, TestOffer.AudioPayloadType, _nextSequence[MediaKind.Audio]++, timestamp, LocalSsrc[MediaKind.Audio]);
        packet[0] |= 0x10;
        extensions.CopyTo(packet[Header..]);
        opus.CopyTo(packet[(Header + extensions.Length)..]);
        SendProtected(packet);
    }

    /// <summary>Reports the pair of wall clock and RTP time of a stream that we send.</summary>
    public void SendSenderReport(MediaKind kind, ulong ntpTime, uint rtpTimestamp)
    {
        var writer = new RtcpWriter(stackalloc byte[256]);
        writer.SenderReport(new SenderReport(LocalSsrc[kind], ntpTime, rtpTimestamp, 0, 0));
        writer.SourceDescription(LocalSsrc[kind], "test");
        SendRtcp(writer.Written);
    }

    /// <summary>Asks the server for a keyframe (PLI).</summary>
    public void RequestKeyframe()
    {
        var writer = new RtcpWriter(stackalloc byte[64]);
        writer.ReceiverReport(LocalSsrc[MediaKind.Video], []);
        writer.PictureLoss(LocalSsrc[MediaKind.Video], _remoteSsrc[MediaKind.Video]);
        SendRtcp(writer.Written);
    }

    /// <summary>Encrypts and sends an RTCP compound.</summary>
    public void SendRtcp(ReadOnlySpan<byte> compound) =>
        Transmit(_scratch.AsSpan(0, _sender!.ProtectRtcp(compound, _scratch)));

    /// <summary>Encrypts and sends an RTP packet as it is.</summary>
    public void SendProtected(ReadOnlySpan<byte> packet) =>
        Transmit(_scratch.AsSpan(0, _sender!.ProtectRtp(packet, _scratch)));

    /// <summary>The SSRC that the answer announced for a kind.</summary>
    public uint RemoteSsrc(MediaKind kind) => _remoteSsrc[kind];

    private void HandleSrtp(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (_receiver?.UnprotectRtp(datagram, _scratch, out var length) != SrtpResult.Ok
            || !RtpPacket.TryParse(_scratch.AsSpan(0, length), out var packet))
        {
            return;
        }

        NoteArrival(packet, now);
        if (packet.Ssrc != _remoteRtxSsrc)
        {
            Note(packet, isRestored: false, now);
        }
        else if (packet.PayloadType == RtxPayloadType && Rtx.TryReadOriginalSequence(packet, out _)
            && RtpPacket.TryParse(
                Rtx.Restore(
                    _scratch.AsSpan(0, length), packet.HeaderLength, packet.PaddingLength,
                    (byte)PayloadType(MediaKind.Video), _remoteSsrc[MediaKind.Video]),
                out var original))
        {
            Note(original, isRestored: true, now);
        }
    }

    private void Note(in RtpPacket packet, bool isRestored, TimeSpan now)
    {
        var kind = packet.PayloadType == TestOffer.AudioPayloadType ? MediaKind.Audio : MediaKind.Video;
        if (OnPacket is { } handler)
        {
            handler(kind, packet);
        }
        else
        {
            Received.Add(new ReceivedRtp(
                kind, packet.Ssrc, packet.SequenceNumber, packet.Timestamp, packet.Marker, packet.Payload.ToArray(), now)
            {
                IsRestored = isRestored,
            });
        }

        var sequence = _missing[kind].Numbers.Unwrap(packet.SequenceNumber);
        _missing[kind].Nacks.OnPacket(sequence, isRestored, now);
        NoteReceived(kind, packet, sequence, isRestored, now);
    }

    private void HandleSrtcp(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (_receiver?.UnprotectRtcp(datagram, _scratch, out var length) != SrtpResult.Ok
            || !RtcpReader.IsValid(_scratch.AsSpan(0, length)))
        {
            return;
        }

        // Retransmitting reuses the scratch buffer for nothing, but sending a report would: read from a copy.
        var reader = new RtcpReader(_scratch.AsSpan(0, length).ToArray());
        while (reader.TryRead(out var packet))
        {
            HandleRtcp(packet, now);
        }
    }

    private void HandleRtcp(in RtcpPacket packet, TimeSpan now)
    {
        for (var blocks = packet.Type is RtcpType.ReceiverReport ? packet.ReportBlocks : default; !blocks.IsEmpty;
            blocks = blocks[ReportBlock.Length..])
        {
            ReportBlocks.Add(ReportBlock.Read(blocks));
        }

        switch (packet.Type)
        {
            case RtcpType.SenderReport when SenderReport.TryParse(packet.Body, out var report):
                SenderReports.Add(report);
                NoteSenderReport(report, now);
                break;
            case RtcpType.TransportFeedback when packet.Count == RtcpFeedback.Nack:
                Resend(packet, now);
                break;
            case RtcpType.TransportFeedback when packet.Count == RtcpFeedback.TransportWide:
                TransportFeedbacks.Add(packet.FeedbackEntries.ToArray());
                break;
            case RtcpType.PayloadFeedback:
                KeyframeRequests++;
                NoteKeyframeRequest(packet.MediaSsrc);
                break;
        }
    }

    private void Resend(in RtcpPacket packet, TimeSpan now)
    {
        if (FindLayer(packet.MediaSsrc) is { } layer)
        {
            Resend(layer, packet, now);
            return;
        }

        var kind = packet.MediaSsrc == LocalSsrc[MediaKind.Audio] ? MediaKind.Audio : MediaKind.Video;
        var reader = new NackReader(packet.FeedbackEntries);
        while (reader.TryRead(out var sequence))
        {
            NacksReceived++;
            if (_sent[kind].TryTake(sequence, now, TimeSpan.Zero, out var original))
            {
                if (kind == MediaKind.Video && _usesRtx)
                {
                    SendRetransmission(original);
                }
                else
                {
                    SendProtected(original);
                }
            }
        }
    }

    /// <summary>Sends a video packet on the retransmission stream, asked for or not.</summary>
    public void SendRetransmission(ReadOnlySpan<byte> original)
    {
        Span<byte> wrapped = stackalloc byte[original.Length + Rtx.HeaderLength];
        Rtx.Write(original, (byte)RtxPayloadType, _rtxSsrc, _rtxSequence++, wrapped);
        SendProtected(wrapped);
    }

    private void SendNacks(TimeSpan now)
    {
        Span<ushort> numbers = stackalloc ushort[NackGenerator.MaxMissing];
        foreach (var kind in _asksFor)
        {
            var count = SendsNacks && IsConnected ? _missing[kind].Nacks.TakeDue(now, TimeSpan.FromMilliseconds(50), numbers, out _) : 0;
            if (count > 0)
            {
                SendNack(kind, numbers[..count]);
            }
        }
    }

    private void SendNack(MediaKind kind, ReadOnlySpan<ushort> numbers)
    {
        var writer = new RtcpWriter(stackalloc byte[1200]);
        writer.ReceiverReport(LocalSsrc[kind], []);
        writer.Nack(LocalSsrc[kind], _remoteSsrc[kind], numbers);
        SendRtcp(writer.Written);
    }

    private sealed class SequenceReader
    {
        private SequenceUnwrapper _unwrapper;

        internal long Unwrap(ushort number) => _unwrapper.Unwrap(number);
    }
}
