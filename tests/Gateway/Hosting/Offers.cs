namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>SDP offers.</summary>
public static class Offers
{
    public const string Ufrag = "plantedUfrag";

    /// <summary>One PeerConnection with audio and video, as browsers offer it, cut to what matters.</summary>
    public static string SendReceive { get; } = Lines(
        "v=0",
        "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0 1",
        "a=msid-semantic: WMS stream",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        $"a=ice-ufrag:{Ufrag}",
        "a=ice-pwd:plantedPasswordOf24Chars",
        "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("AB", 32)),
        "a=setup:actpass",
        "a=mid:0",
        "a=sendrecv",
        "a=msid:stream audio",
        "a=rtcp-mux",
        "a=rtpmap:111 opus/48000/2",
        "a=fmtp:111 minptime=10;useinbandfec=1",
        "a=ssrc:1001 cname:x",
        "m=video 9 UDP/TLS/RTP/SAVPF 96",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        $"a=ice-ufrag:{Ufrag}",
        "a=ice-pwd:plantedPasswordOf24Chars",
        "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("AB", 32)),
        "a=setup:actpass",
        "a=mid:1",
        "a=sendrecv",
        "a=msid:stream video",
        "a=rtcp-mux",
        "a=rtcp-rsize",
        "a=rtpmap:96 VP8/90000",
        "a=rtcp-fb:96 nack",
        "a=rtcp-fb:96 nack pli",
        "a=ssrc:1002 cname:x");

    /// <summary>Only codecs that we do not speak.</summary>
    public static string Unusable { get; } = SendReceive
        .Replace("opus/48000/2", "PCMU/8000", StringComparison.Ordinal).Replace("VP8/90000", "AV1/90000", StringComparison.Ordinal);

    private static string Lines(params string[] lines) => string.Join("\r\n", lines) + "\r\n";
}
