using PsyCare.Rtc;

namespace PsyCare.TestKit.Rtc;

/// <summary>What a <see cref="TestPeer"/> offers. The text follows what Chromium writes, without what it does not need.</summary>
public sealed class TestOffer
{
    public const int AudioPayloadType = 111;
    public const int VideoPayloadType = 96;
    public const int RtxPayloadType = 97;
    public const int RedPayloadType = 63;
    public const int H264PayloadType = 102;
    public const int H264RtxPayloadType = 103;
    public const int AudioLevelExtension = 1;
    public const int TransportSequenceExtension = 3;
    public const int RidExtension = 10;
    public const int RepairedRidExtension = 11;
    private const string TransportSequence = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    /// <summary>Direction attribute of the audio section; null leaves the section out.</summary>
    public string? Audio { get; init; } = "sendrecv";

    /// <summary>Direction attribute of the video section; null leaves the section out.</summary>
    public string? Video { get; init; } = "sendrecv";

    /// <summary>The codecs of pictures that are offered.</summary>
    public IReadOnlyList<VideoCodec> Codecs { get; init; } = [VideoCodec.Vp8];

    /// <summary>The fmtp line of H.264, as Chromium and Safari write it for constrained baseline.</summary>
    public string H264Parameters { get; init; } = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f";

    /// <summary>False offers no stream of its own for retransmissions.</summary>
    public bool Rtx { get; init; } = true;

    /// <summary>True offers to send lost sound again, on its own stream, as our page does.</summary>
    public bool AudioNack { get; init; }

    /// <summary>True offers, and sends, sound with redundancy (RFC 2198): each packet holds the one before it once more.</summary>
    public bool Red { get; init; }

    /// <summary>Restriction ids of simulcast layers (RFC 8853), the smallest picture first; none offers one picture.</summary>
    public IReadOnlyList<string> Rids { get; init; } = [];

    /// <summary>The payload type a kind is offered with.</summary>
    public static int PayloadType(MediaKind kind) => kind == MediaKind.Audio ? AudioPayloadType : VideoPayloadType;

    internal string Write(string ufrag, string pwd, string fingerprint, IReadOnlyDictionary<MediaKind, uint> ssrcs)
    {
        string[] transport =
        [
            $"a=ice-ufrag:{ufrag}", $"a=ice-pwd:{pwd}", $"a=fingerprint:sha-256 {fingerprint}",
            "a=setup:actpass", "a=rtcp-mux", "a=rtcp-rsize",
        ];
        var bundle = $"a=group:BUNDLE{(Audio is null ? "" : " 0")}{(Video is null ? "" : " 1")}";
        List<string> lines = ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", bundle, "a=msid-semantic: WMS"];
        if (Audio is not null)
        {
            lines.AddRange([$"m=audio 9 UDP/TLS/RTP/SAVPF {(Red ? $"{RedPayloadType} " : "")}{AudioPayloadType}", "c=IN IP4 0.0.0.0", "a=mid:0", $"a={Audio}"]);
            lines.AddRange(transport);
            lines.Add($"a=extmap:{AudioLevelExtension} urn:ietf:params:rtp-hdrext:ssrc-audio-level");
            lines.AddRange([$"a=extmap:{TransportSequenceExtension} {TransportSequence}", $"a=rtcp-fb:{AudioPayloadType} transport-cc"]);
            lines.AddRange(Red ? [$"a=rtpmap:{RedPayloadType} red/48000/2", $"a=fmtp:{RedPayloadType} {AudioPayloadType}/{AudioPayloadType}"] : []);
            lines.AddRange(AudioNack ? [$"a=rtcp-fb:{AudioPayloadType} nack"] : []);
            lines.AddRange([$"a=rtpmap:{AudioPayloadType} opus/48000/2", $"a=fmtp:{AudioPayloadType} minptime=10;useinbandfec=1"]);
            lines.Add($"a=ssrc:{ssrcs[MediaKind.Audio]} cname:test");
        }

        if (Video is not null)
        {
            var formats = Codecs.Select(Types).SelectMany(t => Rtx ? new[] { t.Type, t.Rtx } : [t.Type]);
            lines.AddRange([$"m=video 9 UDP/TLS/RTP/SAVPF {string.Join(' ', formats)}", "c=IN IP4 0.0.0.0", "a=mid:1", $"a={Video}"]);
            lines.AddRange(transport);
            lines.Add($"a=extmap:{TransportSequenceExtension} {TransportSequence}");
            lines.AddRange(Codecs.SelectMany(Describe));
            lines.AddRange(Rids.Count == 0 ? [$"a=ssrc:{ssrcs[MediaKind.Video]} cname:test"] : Simulcast());
        }

        return string.Join("\r\n", lines) + "\r\n";
    }

    private static (int Type, int Rtx) Types(VideoCodec codec) =>
        codec == VideoCodec.Vp8 ? (VideoPayloadType, RtxPayloadType) : (H264PayloadType, H264RtxPayloadType);

    private IEnumerable<string> Describe(VideoCodec codec)
    {
        var (type, rtx) = Types(codec);
        return
        [
            $"a=rtpmap:{type} {(codec == VideoCodec.Vp8 ? "VP8" : "H264")}/90000",
            .. codec == VideoCodec.Vp8 ? Array.Empty<string>() : [$"a=fmtp:{type} {H264Parameters}"],
            .. new[] { "transport-cc", "ccm fir", "nack", "nack pli" }.Select(f => $"a=rtcp-fb:{type} {f}"),
            .. Rtx ? new[] { $"a=rtpmap:{rtx} rtx/90000", $"a=fmtp:{rtx} apt={type}" } : [],
        ];
    }

    private IEnumerable<string> Simulcast() =>
    [
        $"a=extmap:{RidExtension} urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
        $"a=extmap:{RepairedRidExtension} urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
        .. Rids.Select(rid => $"a=rid:{rid} send"),
        $"a=simulcast:send {string.Join(';', Rids)}",
    ];
}
