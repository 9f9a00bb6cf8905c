using System.Globalization;
using System.Text;

namespace PsyCare.Reports.Tests;

/// <summary>A page of a PDF as poppler draws it, in shades of grey.</summary>
internal sealed class Pages
{
    private const int DotsPerInch = 50;
    private const int White = 245;

    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _shades;

    private Pages(int width, int height, byte[] shades) => (_width, _height, _shades) = (width, height, shades);

    /// <summary>Share of the page that is not white.</summary>
    public double Ink => _shades.Count(shade => shade < White) / (double)_shades.Length;

    /// <summary>Draws every page.</summary>
    public static IReadOnlyList<Pages> Of(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("psycare-pages-");
        try
        {
            Tool.Run(pdf, "pdftoppm", path => ["-gray", "-r", DotsPerInch.ToString(CultureInfo.InvariantCulture), path, Path.Combine(folder.FullName, "page")]);
            return [.. folder.GetFiles("*.pgm").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => Read(File.ReadAllBytes(f.FullName)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Whether anything is drawn nearer to an edge than that.</summary>
    public bool HasInkInMargin(int millimetres)
    {
        var margin = millimetres * DotsPerInch / 25;
        return Enumerable.Range(0, _shades.Length).Any(i => _shades[i] < White && IsInMargin(i % _width, i / _width, margin));
    }

    private bool IsInMargin(int x, int y, int margin) => x < margin || y < margin || x >= _width - margin || y >= _height - margin;

    /// <summary>Netpbm's binary grey format: three words, then a byte a dot.</summary>
    private static Pages Read(byte[] file)
    {
        var words = Encoding.ASCII.GetString(file, 0, Math.Min(file.Length, 64)).Split((char[])[' ', '\n'], 5);
        Assert.Equal("P5", words[0]);
        var (width, height) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        return new(width, height, file[^(width * height)..]);
    }
}
