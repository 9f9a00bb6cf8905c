namespace PsyCare.Rtc.Sdp;

/// <summary>
/// What we need to know of a WebRTC offer (RFC 8829): sections, ICE credentials, certificate fingerprint. Only Opus and one of VP8
/// and H.264 on one bundled, RTCP-multiplexed transport is negotiated; other sections are kept so that the answer can reject them in place.
/// </summary>
public sealed class SdpOffer
{
    /// <summary>The largest offer that is looked at, in characters.</summary>
    public const int MaxLength = 64 * 1024;

    internal const int MaxSections = 32;

    internal SdpOffer(IReadOnlyList<SdpMediaSection> sections, string iceUfrag, string icePwd, string fingerprintSha256)
    {
        Sections = sections;
        IceUfrag = iceUfrag;
        IcePwd = icePwd;
        FingerprintSha256 = fingerprintSha256;
    }

    /// <summary>All m-lines, in order.</summary>
    public IReadOnlyList<SdpMediaSection> Sections { get; }

    /// <summary>The offerer's ICE user fragment.</summary>
    public string IceUfrag { get; }

    /// <summary>The offerer's ICE password.</summary>
    public string IcePwd { get; }

    /// <summary>SHA-256 of the offerer's certificate, "AB:CD:..", upper case.</summary>
    public string FingerprintSha256 { get; }

    /// <summary>The section negotiated for a kind, or null.</summary>
    /// <param name="kind">The kind.</param>
    public SdpMediaSection? Section(MediaKind kind) => Sections.FirstOrDefault(s => s.Kind == kind);

    /// <summary>Reads an offer.</summary>
    /// <param name="sdp">The text, lines ended by CRLF or LF.</param>
    /// <param name="preferred">The codec of pictures to take where it is offered; else the other one.</param>
    /// <exception cref="SdpRejectedException">It cannot be answered.</exception>
    public static SdpOffer Parse(string sdp, VideoCodec preferred = VideoCodec.Vp8)
    {
        ArgumentNullException.ThrowIfNull(sdp);
        return new SdpOfferParser(preferred).Parse(sdp);
    }
}
