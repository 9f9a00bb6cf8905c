using System.Reflection;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace PsyCare.Reports.Pdf;

/// <summary>DejaVu Sans Condensed, from this assembly: PDFs look alike on every machine and need no font of the system.</summary>
internal sealed class Fonts : IFontResolver
{
    private const string Family = "DejaVu Sans Condensed";
    private const string Regular = "DejaVuSansCondensed.ttf";
    private const string Bold = "DejaVuSansCondensed-Bold.ttf";

    private static readonly Lock Installing = new();

    /// <summary>A font of the family.</summary>
    public static XFont Of(double size, bool bold = false)
    {
        lock (Installing)
        {
            // Global in the library; the same resolver every time.
            if (GlobalFontSettings.FontResolver is not Fonts)
                GlobalFontSettings.FontResolver = new Fonts();
        }

        return new XFont(Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
    }

    /// <inheritdoc/>
    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? Bold : Regular);

    /// <inheritdoc/>
    public byte[] GetFont(string faceName)
    {
        using var font = Assembly.GetExecutingAssembly().GetManifestResourceStream(faceName)
            ?? throw new InvalidOperationException($"The font {faceName} is missing.");
        var bytes = new byte[font.Length];
        font.ReadExactly(bytes);
        return bytes;
    }
}
