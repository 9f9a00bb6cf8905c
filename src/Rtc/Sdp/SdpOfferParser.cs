namespace PsyCare.Rtc.Sdp;

/// <summary>Reads an offer and decides which sections can be used (RFC 8829 section 5.3, RFC 8843 for BUNDLE).</summary>
/// <param name="preferred">The codec of pictures that is taken where a section offers it; else the other.</param>
internal sealed class SdpOfferParser(VideoCodec preferred)
{
    private SdpLines _session = new();
    private List<SdpLines> _media = [];
    private List<SdpMediaSection> _sections = [];

    internal SdpOffer Parse(string sdp)
    {
        if (sdp.Length > SdpOffer.MaxLength)
        {
            throw new SdpRejectedException(SdpRejection.TooLarge, "The offer is larger than 64 KiB.");
        }

        (_session, _media) = SdpLines.Split(sdp);
        if (_media.Count > SdpOffer.MaxSections)
        {
            throw new SdpRejectedException(SdpRejection.TooLarge, "The offer has more than 32 media sections.");
        }

        _sections = _media.ConvertAll(m => SdpSectionParser.Parse(_session, m, preferred));
        ChooseSections();
        return new SdpOffer(_sections, Ufrag(), Pwd(), Fingerprint());
    }

    private void ChooseSections()
    {
        var candidates = _sections.Where(s => s is { Disabled: false, HasRtpProfile: true, PayloadType: >= 0 }).ToList();
        Require(candidates.Count > 0, SdpRejection.NoUsableMedia, "The offer has neither Opus audio nor VP8 or H.264 (constrained baseline, packetization mode 1) video over DTLS-SRTP.");
        var bundle = (_session.Values("group").FirstOrDefault(g => g.StartsWith("BUNDLE ", StringComparison.Ordinal)) ?? string.Empty)
            .Split(' ').Skip(1).ToHashSet();
        candidates.RemoveAll(s => s.Mid.Length == 0 || !bundle.Contains(s.Mid));
        Require(candidates.Count > 0, SdpRejection.NoBundle, "The offer does not bundle its media.");
        candidates.RemoveAll(s => !s.RtcpMux);
        Require(candidates.Count > 0, SdpRejection.NoRtcpMux, "The offer does not multiplex RTCP.");
        Require(candidates.Select(s => s.Mid).Distinct().Count() == candidates.Count, SdpRejection.Malformed, "The offer repeats a mid.");
        Choose(candidates, MediaKind.Audio, "audio");
        Choose(candidates, MediaKind.Video, "video");
        RejectSharedPayloadType();
    }

    private static void Choose(List<SdpMediaSection> candidates, MediaKind kind, string media)
    {
        if (candidates.Find(s => s.Media == media) is { } section)
        {
            section.Kind = kind;
        }
    }

    /// <summary>In a bundle a payload type stands for one codec (RFC 8843 section 9.1); we tell the streams apart by it.</summary>
    private void RejectSharedPayloadType()
    {
        var types = _sections.Where(s => s.Kind is not null)
            .SelectMany(s => new[] { s.PayloadType, s.RtxPayloadType, s.RedPayloadType }).OfType<int>().ToList();
        Require(types.Distinct().Count() == types.Count, SdpRejection.Malformed, "The offer uses one payload type for two codecs.");
    }

    private string Ufrag() => IceFragment.CheckUfrag(TransportValues("ice-ufrag").FirstOrDefault(), "offer");

    private string Pwd() => IceFragment.CheckPwd(TransportValues("ice-pwd").FirstOrDefault(), "offer");

    private string Fingerprint()
    {
        Require(TransportValues("setup").FirstOrDefault() is not "passive", SdpRejection.NoDtlsClient, "The offer must be active in DTLS.");
        var fingerprint = TransportValues("fingerprint")
            .Select(v => v.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(p => p.Length == 2 && string.Equals(p[0], "sha-256", StringComparison.OrdinalIgnoreCase))?[1]
            .Trim().ToUpperInvariant();
        Require(fingerprint is not null, SdpRejection.NoFingerprint, "The offer has no SHA-256 certificate fingerprint.");
        Require(IsSha256(fingerprint!), SdpRejection.Malformed, "The offer has an illegal certificate fingerprint.");
        return fingerprint!;
    }

    private static bool IsSha256(string value)
    {
        var bytes = value.Split(':');
        return bytes.Length == 32 && Array.TrueForAll(bytes, b => b.Length == 2 && b.All(char.IsAsciiHexDigit));
    }

    /// <summary>Values of a transport attribute: from the sections that we use, else from the session.</summary>
    private IEnumerable<string> TransportValues(string name) => _sections.Zip(_media)
        .Where(p => p.First.Kind is not null)
        .SelectMany(p => p.Second.Values(name))
        .Concat(_session.Values(name));

    private static void Require(bool condition, SdpRejection rejection, string message)
    {
        if (!condition)
        {
            throw new SdpRejectedException(rejection, message);
        }
    }
}
