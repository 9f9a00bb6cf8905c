namespace PsyCare.Rtc.Sdp;

/// <summary>The lines of one level of a description (the session, or one media section).</summary>
internal sealed class SdpLines
{
    private readonly List<string> _attributes = [];

    /// <summary>The m-line's value, null at session level.</summary>
    internal string? MediaLine { get; init; }

    internal void AddAttribute(string attribute) => _attributes.Add(attribute);

    /// <summary>True if the attribute is there, with or without a value.</summary>
    internal bool Has(string name) => _attributes.Contains(name);

    /// <summary>The value of the first attribute of this name, or null.</summary>
    internal string? Value(string name) => Values(name).FirstOrDefault();

    /// <summary>The values of all attributes of this name, "name:value".</summary>
    internal IEnumerable<string> Values(string name) => _attributes
        .Where(a => a.Length > name.Length && a[name.Length] == ':' && a.StartsWith(name, StringComparison.Ordinal))
        .Select(a => a[(name.Length + 1)..].Trim());

    /// <summary>Splits a description into its session level and its media sections.</summary>
    internal static (SdpLines Session, List<SdpLines> Media) Split(string sdp)
    {
        var session = new SdpLines();
        var media = new List<SdpLines>();
        var current = session;
        var first = true;
        foreach (var raw in sdp.AsSpan().EnumerateLines())
        {
            var line = raw.TrimEnd();
            if (line.IsEmpty)
            {
                continue;
            }

            if (line.Length < 2 || line[1] != '=' || (first && line is not "v=0") || line.ContainsAnyInRange('\0', '\u0008'))
            {
                throw new SdpRejectedException(SdpRejection.Malformed, "The offer is not a session description.");
            }

            first = false;
            if (line[0] == 'm')
            {
                current = new SdpLines { MediaLine = line[2..].ToString() };
                media.Add(current);
            }
            else if (line[0] == 'a')
            {
                current.AddAttribute(line[2..].ToString());
            }
        }

        return first ? throw new SdpRejectedException(SdpRejection.Malformed, "The offer is empty.") : (session, media);
    }
}
