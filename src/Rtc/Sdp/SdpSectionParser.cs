using System.Globalization;

namespace PsyCare.Rtc.Sdp;

/// <summary>Reads one media section: the m-line, its codec, feedback and extensions.</summary>
internal static class SdpSectionParser
{
    private const int MaxMidLength = 32;

    internal static SdpMediaSection Parse(SdpLines session, SdpLines lines, VideoCodec preferred)
    {
        var (media, port, protocol, formats) = ParseMediaLine(lines.MediaLine!);
        var (isAudio, isVideo) = (media == "audio", media == "video");
        var pictures = isVideo ? SdpVideoFormat.Find(lines, formats) : [];
        var picture = pictures.FirstOrDefault(p => p.Codec == preferred, pictures.Count > 0 ? pictures[0] : default);
        var payloadType = pictures.Count > 0 ? picture.PayloadType : (isAudio ? FirstOf(lines, "opus/48000/2", formats) : null) ?? -1;
        var nack = HasFeedback(lines, payloadType, "nack");
        var rid = isVideo ? SdpExtensions.Find(lines, SdpExtensions.Rid) : null;
        return new SdpMediaSection
        {
            Media = media,
            Protocol = protocol,
            Formats = formats,
            Mid = ParseMid(lines),
            Direction = ParseDirection(lines) ?? ParseDirection(session) ?? MediaDirection.SendRecv,
            Codecs = [.. pictures.Select(p => p.Codec)],
            Codec = picture.Codec,
            H264Profile = picture.Profile ?? string.Empty,
            PayloadType = payloadType,
            RtxPayloadType = nack && isVideo ? FindRtx(lines, payloadType, formats) : null,
            RedPayloadType = isAudio ? FindRed(lines, payloadType, formats) : null,
            MidExtensionId = SdpExtensions.Find(lines, SdpExtensions.Mid),
            AudioLevelExtensionId = isAudio ? SdpExtensions.Find(lines, SdpExtensions.AudioLevel) : null,
            TransportSequenceExtensionId =
                HasFeedback(lines, payloadType, "transport-cc") ? SdpExtensions.Find(lines, SdpExtensions.TransportSequence) : null,
            Layers = rid is null ? [] : SdpSimulcast.Parse(lines),
            RidExtensionId = rid,
            RepairedRidExtensionId = SdpExtensions.Find(lines, SdpExtensions.RepairedRid),
            Nack = nack,
            NackPli = HasFeedback(lines, payloadType, "nack pli"),
            CcmFir = HasFeedback(lines, payloadType, "ccm fir"),
            ReducedSizeRtcp = lines.Has("rtcp-rsize"),
            RtcpMux = lines.Has("rtcp-mux"),
            Disabled = port == 0 && !lines.Has("bundle-only"),
        };
    }

    private static (string Media, int Port, string Protocol, string[] Formats) ParseMediaLine(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 4 || !int.TryParse(fields[1].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > ushort.MaxValue || !IsToken(fields[0]) || !fields[2].Split('/').All(IsToken) || !fields[3..].All(IsToken))
        {
            throw new SdpRejectedException(SdpRejection.Malformed, "The offer has a media line that does not parse.");
        }

        return (fields[0], port, fields[2], fields[3..]);
    }

    private static string ParseMid(SdpLines lines)
    {
        var mid = lines.Value("mid") ?? string.Empty;
        return mid.Length == 0 || (mid.Length <= MaxMidLength && IsToken(mid))
            ? mid
            : throw new SdpRejectedException(SdpRejection.Malformed, "The offer has an illegal mid.");
    }

    private static MediaDirection? ParseDirection(SdpLines lines) =>
        lines.Has("sendrecv") ? MediaDirection.SendRecv
        : lines.Has("sendonly") ? MediaDirection.SendOnly
        : lines.Has("recvonly") ? MediaDirection.RecvOnly
        : lines.Has("inactive") ? MediaDirection.Inactive
        : null;

    /// <summary>The first payload type of the m-line that stands for a codec ("VP8/90000", stereo-capable "opus/48000/2"), or null.</summary>
    internal static int? FirstOf(SdpLines lines, string codec, string[] formats) =>
        ParsePayloadType(formats.FirstOrDefault(TypesOf(lines, codec).Contains));

    /// <summary>All payload types of the m-line that stand for a codec, in its order.</summary>
    internal static IEnumerable<int> AllOf(SdpLines lines, string codec, string[] formats) =>
        formats.Where(TypesOf(lines, codec).Contains).Select(ParsePayloadType).OfType<int>();

    /// <summary>The parameters of a payload type ("name=value"), from its first fmtp line.</summary>
    internal static string[] FormatParameters(SdpLines lines, int payloadType)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"{payloadType} ");
        var line = lines.Values("fmtp").FirstOrDefault(v => v.StartsWith(start, StringComparison.Ordinal));
        return line is null ? [] : line[start.Length..].Split(';', StringSplitOptions.TrimEntries);
    }

    /// <summary>The payload type of the retransmissions of another one, "apt" (RFC 4588 section 8.6).</summary>
    private static int? FindRtx(SdpLines lines, int payloadType, string[] formats)
    {
        var apt = string.Create(CultureInfo.InvariantCulture, $"apt={payloadType}");
        var associated = lines.Values("fmtp")
            .Select(v => v.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries))
            .Where(p => p.Length == 2 && p[1].Split(';', StringSplitOptions.TrimEntries).Contains(apt))
            .Select(p => p[0])
            .ToHashSet();
        associated.IntersectWith(TypesOf(lines, "rtx/90000"));
        return ParsePayloadType(formats.FirstOrDefault(associated.Contains));
    }

    /// <summary>
    /// The payload type of redundant audio whose blocks are all of another one, "111/111" (RFC 2198 section 5), if the offerer prefers it to that:
    /// browsers list it always and send it where it is first.
    /// </summary>
    private static int? FindRed(SdpLines lines, int payloadType, string[] formats)
    {
        var opus = payloadType.ToString(CultureInfo.InvariantCulture);
        return FirstOf(lines, "red/48000/2", [.. formats.TakeWhile(f => f != opus)]) is { } red
            && Array.Exists(FormatParameters(lines, red), p => p.Split('/').All(b => b == opus))
            ? red
            : null;
    }

    private static HashSet<string> TypesOf(SdpLines lines, string? codec) => lines.Values("rtpmap")
        .Select(v => v.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries))
        .Where(p => p.Length == 2 && string.Equals(p[1].Trim(), codec, StringComparison.OrdinalIgnoreCase))
        .Select(p => p[0])
        .ToHashSet();

    private static int? ParsePayloadType(string? format) =>
        int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var type) && type < 128 ? type : null;

    private static bool HasFeedback(SdpLines lines, int payloadType, string feedback) => lines.Values("rtcp-fb")
        .Any(v => v == string.Create(CultureInfo.InvariantCulture, $"{payloadType} {feedback}") || v == $"* {feedback}");

    /// <summary>A token of RFC 8866 section 9, restricted to what browsers use; it is echoed in the answer.</summary>
    private static bool IsToken(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+' or '*');
}
