namespace PsyCare.Rtc.Sdp;

/// <summary>A way to encode pictures that a section offers and that we can forward, record and read.</summary>
/// <param name="Codec">The codec.</param>
/// <param name="PayloadType">Its payload type.</param>
/// <param name="Profile">Of H.264, its profile-level-id as offered (RFC 6184 section 8.1); else empty.</param>
internal readonly record struct SdpVideoFormat(VideoCodec Codec, int PayloadType, string Profile)
{
    /// <summary>The first of each codec in a section, VP8 before H.264, which is taken in packetization mode 1 and constrained baseline alone.</summary>
    internal static IReadOnlyList<SdpVideoFormat> Find(SdpLines lines, string[] formats)
    {
        var found = new List<SdpVideoFormat>();
        if (SdpSectionParser.FirstOf(lines, "VP8/90000", formats) is { } vp8)
        {
            found.Add(new SdpVideoFormat(VideoCodec.Vp8, vp8, string.Empty));
        }

        foreach (var type in SdpSectionParser.AllOf(lines, "H264/90000", formats))
        {
            var parameters = SdpSectionParser.FormatParameters(lines, type);
            if (Value(parameters, "packetization-mode") == "1" && Value(parameters, "profile-level-id") is { } profile && IsConstrainedBaseline(profile))
            {
                found.Add(new SdpVideoFormat(VideoCodec.H264, type, profile));
                break;
            }
        }

        return found;
    }

    /// <summary>profile_idc and the constraint flags of RFC 6184 table 5; any level.</summary>
    private static bool IsConstrainedBaseline(string profile)
    {
        if (profile.Length != 6 || !profile.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var bytes = Convert.FromHexString(profile);
        return (bytes[0], bytes[1] & 0x0F) switch
        {
            (0x42, 0) => (bytes[1] & 0x40) != 0,
            (0x4D, 0) => (bytes[1] & 0x80) != 0,
            _ => false,
        };
    }

    private static string? Value(IEnumerable<string> parameters, string name) => parameters
        .Select(p => p.Split('=', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(p => p.Length == 2 && p[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
}
