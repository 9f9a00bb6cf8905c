using PdfSharp.Drawing;

namespace PsyCare.Reports.Pdf;

/// <summary>The colours of charts on paper: the client's, after Okabe and Ito (2008), apart for every colour vision.</summary>
internal static class Colors
{
    private static readonly Dictionary<string, XColor> Emotions = new()
    {
        ["happiness"] = XColor.FromArgb(0xE6, 0x9F, 0x00),
        ["sadness"] = XColor.FromArgb(0x00, 0x72, 0xB2),
        ["surprise"] = XColor.FromArgb(0x56, 0xB4, 0xE9),
        ["fear"] = XColor.FromArgb(0xCC, 0x79, 0xA7),
        ["anger"] = XColor.FromArgb(0xD5, 0x5E, 0x00),
        ["disgust"] = XColor.FromArgb(0x00, 0x9E, 0x73),
        ["contempt"] = XColor.FromArgb(0x80, 0x80, 0x80),
    };

    /// <summary>Text of less weight.</summary>
    public static XBrush Dim { get; } = new XSolidBrush(XColor.FromArgb(0x5E, 0x58, 0x50));

    /// <summary>Lines of tables and charts.</summary>
    public static XPen Line { get; } = new(XColor.FromArgb(0xD9, 0xD3, 0xC7), 0.5);

    /// <summary>Ground of a stretch that was not read.</summary>
    public static XBrush Gap { get; } = new XSolidBrush(XColor.FromArgb(0xEC, 0xE7, 0xDE));

    /// <summary>The colour of a channel.</summary>
    public static XColor Of(string channel) => Emotions.GetValueOrDefault(channel, XColor.FromArgb(0x00, 0x72, 0xB2));
}
