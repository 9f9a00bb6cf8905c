using System.Globalization;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace PsyCare.Reports.Pdf;

/// <summary>A4 pages, written from top to bottom. What does not fit goes on a new page; tables repeat their head.</summary>
internal sealed class Sheet : IDisposable
{
    /// <summary>Left margin, points.</summary>
    public const double Left = 48;

    /// <summary>Width between the margins, points.</summary>
    public const double Width = 595 - (2 * Left);

    private const double Top = 54;
    private const double Bottom = 842 - 60;
    private const double LineFactor = 1.35;

    private readonly PdfDocument _document = new();
    private readonly string _footer;
    private XGraphics? _graphics;

    /// <summary>An empty document.</summary>
    /// <param name="title">Its title, for the reader's window.</param>
    /// <param name="language">Its language, for screen readers.</param>
    /// <param name="footer">What stands at the foot of every page.</param>
    public Sheet(string title, string language, string footer)
    {
        _footer = footer;
        _document.Info.Title = title;
        _document.Info.Creator = "PsyCare";
        _document.Language = language;
        NewPage();
    }

    /// <summary>Where the next thing goes, points from the top.</summary>
    public double Y { get; private set; }

    /// <summary>The present page.</summary>
    public XGraphics Graphics => _graphics!;

    /// <summary>Leaves room.</summary>
    public void Space(double points) => Y += points;

    /// <summary>Begins a new page unless <paramref name="height"/> fits.</summary>
    public void Ensure(double height)
    {
        if (Y + height > Bottom)
            NewPage();
    }

    /// <summary>A line in large letters.</summary>
    public void Title(string text) => Paragraph(text, Fonts.Of(18, bold: true), XBrushes.Black);

    /// <summary>The head of a part; it stays with what follows.</summary>
    public void Heading(string text)
    {
        Space(12);
        Ensure(70);
        Paragraph(text, Fonts.Of(12, bold: true), XBrushes.Black);
        Space(2);
    }

    /// <summary>Text in black.</summary>
    public void Text(string text, double size = 9.5) => Paragraph(text, Fonts.Of(size), XBrushes.Black);

    /// <summary>Text in grey and small.</summary>
    public void Hint(string text) => Paragraph(text, Fonts.Of(8), Colors.Dim);

    /// <summary>A table. Numbers stand right in their columns, the first column left.</summary>
    /// <param name="widths">Shares of the width.</param>
    /// <param name="head">One word a column.</param>
    /// <param name="rows">As many cells a row.</param>
    public void Table(double[] widths, string[] head, IEnumerable<string[]> rows)
    {
        const double RowHeight = 13.5;
        Ensure(3 * RowHeight);
        Row(widths, head, Fonts.Of(7.5, bold: true), Colors.Dim, RowHeight);
        foreach (var row in rows)
        {
            if (Y + RowHeight > Bottom)
            {
                NewPage();
                Row(widths, head, Fonts.Of(7.5, bold: true), Colors.Dim, RowHeight);
            }

            Row(widths, row, Fonts.Of(8.5), XBrushes.Black, RowHeight);
        }
    }

    /// <summary>Room for a drawing.</summary>
    public XRect Reserve(double height)
    {
        Ensure(height);
        var area = new XRect(Left, Y, Width, height);
        Y += height;
        return area;
    }

    /// <summary>The finished file.</summary>
    public byte[] ToBytes()
    {
        NumberPages();
        using var file = new MemoryStream();
        _document.Save(file, closeStream: false);
        return file.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _graphics?.Dispose();
        _document.Dispose();
    }

    private void NewPage()
    {
        _graphics?.Dispose();
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        _graphics = XGraphics.FromPdfPage(page);
        Y = Top;
    }

    private void Paragraph(string text, XFont font, XBrush brush)
    {
        var height = font.Size * LineFactor;
        foreach (var line in Lines.Of(text, Width, piece => Graphics.MeasureString(piece, font).Width))
        {
            Ensure(height);
            Graphics.DrawString(line, font, brush, new XRect(Left, Y, Width, height), XStringFormats.CenterLeft);
            Y += height;
        }
    }

    private void Row(double[] widths, string[] cells, XFont font, XBrush brush, double height)
    {
        var x = Left;
        Graphics.DrawLine(Colors.Line, Left, Y + height, Left + Width, Y + height);
        for (var i = 0; i < widths.Length; i++)
        {
            var cell = new XRect(x, Y, (widths[i] * Width) - 6, height);
            var text = Lines.Cut(cells[i], cell.Width, piece => Graphics.MeasureString(piece, font).Width);
            Graphics.DrawString(text, font, brush, cell, i == 0 ? XStringFormats.CenterLeft : XStringFormats.CenterRight);
            x += widths[i] * Width;
        }

        Y += height;
    }

    private void NumberPages()
    {
        _graphics?.Dispose();
        _graphics = null;
        for (var i = 0; i < _document.PageCount; i++)
        {
            using var graphics = XGraphics.FromPdfPage(_document.Pages[i]);
            var foot = new XRect(Left, 842 - 44, Width, 12);
            graphics.DrawString(_footer, Fonts.Of(7.5), Colors.Dim, foot, XStringFormats.CenterLeft);
            var number = string.Create(CultureInfo.InvariantCulture, $"{i + 1} / {_document.PageCount}");
            graphics.DrawString(number, Fonts.Of(7.5), Colors.Dim, foot, XStringFormats.CenterRight);
        }
    }
}
