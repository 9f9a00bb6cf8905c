using PdfSharp.Drawing;

namespace PsyCare.Reports.Pdf;

/// <summary>Which colour is what.</summary>
internal static class Legend
{
    private const double Height = 14;

    public static void Draw(Sheet sheet, IReadOnlyList<string> channels, Words words)
    {
        var area = sheet.Reserve(Height);
        var (x, font) = (area.Left + 30, Fonts.Of(8));
        foreach (var channel in channels)
        {
            var middle = area.Top + (Height / 2);
            sheet.Graphics.DrawLine(new XPen(Colors.Of(channel), 2), x, middle, x + 14, middle);
            var name = words.Name(channel);
            sheet.Graphics.DrawString(name, font, XBrushes.Black, new XPoint(x + 18, middle), XStringFormats.CenterLeft);
            x += 18 + sheet.Graphics.MeasureString(name, font).Width + 16;
        }
    }
}
