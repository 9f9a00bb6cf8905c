namespace PsyCare.Rtc.Sdp;

/// <summary>One layer of a simulcast, as offered.</summary>
/// <param name="Rid">Its restriction id.</param>
/// <param name="IsPaused">It is not sent for now: the answer must say so too, or browsers begin to send it (RFC 8853 section 5.3.2).</param>
public readonly record struct SimulcastLayer(string Rid, bool IsPaused);

/// <summary>Simulcast of a section: one picture sent in several sizes, told apart by restriction id (RFC 8851, 8853).</summary>
internal static class SdpSimulcast
{
    /// <summary>Layers that are taken; further ones are not in the answer and so are not sent.</summary>
    internal const int MaxLayers = 3;

    private const int MaxRidLength = 16; // what fits into a header extension of the one-byte form

    /// <summary>The ids of the layers that the offerer will send, in its order; empty if it sends one picture.</summary>
    internal static IReadOnlyList<SimulcastLayer> Parse(SdpLines lines)
    {
        // a=simulcast:send l;h recv x  -  streams by ';', each with alternatives by ',', of which a '~' marks one that is paused.
        var words = (lines.Value("simulcast") ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var send = Array.IndexOf(words, "send");
        if (send < 0 || send + 1 >= words.Length)
        {
            return [];
        }

        var offered = lines.Values("rid")
            .Select(v => v.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries))
            .Where(p => p.Length >= 2 && p[1] == "send" && IsRid(p[0]))
            .Select(p => p[0])
            .ToHashSet();
        var layers = words[send + 1].Split(';')
            .Select(stream => stream.Split(',')[0])
            .Select(layer => new SimulcastLayer(layer.TrimStart('~'), layer.StartsWith('~')))
            .Where(layer => offered.Contains(layer.Rid))
            .DistinctBy(layer => layer.Rid)
            .Take(MaxLayers)
            .ToList();
        return layers.Count > 1 ? layers : [];
    }

    /// <summary>A restriction id of RFC 8851 section 10, of the characters that browsers use; it is echoed in the answer.</summary>
    private static bool IsRid(string value) => value.Length is > 0 and <= MaxRidLength && value.All(char.IsAsciiLetterOrDigit);
}
