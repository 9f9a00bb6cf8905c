using PsyCare.Training.Head;
using PsyCare.Training.Rendering;
using PsyCare.Training.Samples;
using PsyCare.Training.Scenes;

namespace PsyCare.Training;

/// <summary>Writes a contact sheet to look at: ten people, four pictures each, in colour, and below each its crop.</summary>
internal static class SheetCommand
{
    private const int Cell = 176;
    private const int People = 10;
    private static readonly int[] Shown = [0, 6, 9, 13];

    /// <summary>Writes a sheet as a binary PPM.</summary>
    public static void Run(string headFolder, string file, int seed)
    {
        var head = IctHead.Load(headFolder);
        var maker = new SessionMaker(head, new FaceFields(head), new Wrinkles());
        var (width, height) = (Cell * People, Cell * Shown.Length * 2);
        var pixels = new byte[3 * width * height];
        for (var person = 0; person < People; person++)
        {
            var shots = maker.Film(person, seed, Nuisances.Training).Select(moment => moment[0]).ToList();
            for (var row = 0; row < Shown.Length; row++)
            {
                var (sample, picture, _, _) = shots[Shown[row]];
                for (var y = 0; y < Cell; y++)
                {
                    for (var x = 0; x < Cell; x++)
                    {
                        var at = 3 * ((((2 * row * Cell) + y) * width) + (person * Cell) + x);
                        Rgb(picture, x * picture.Side / Cell, y * picture.Side / Cell).CopyTo(pixels, at);
                        var luma = sample.Crop[(y * Sample.CropSize / Cell * Sample.CropSize) + (x * Sample.CropSize / Cell)];
                        pixels.AsSpan(at + (3 * Cell * width), 3).Fill(luma);
                    }
                }
            }
        }

        using var output = File.Create(file);
        output.Write(System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"P6\n{width} {height}\n255\n")));
        output.Write(pixels);
    }

    private static byte[] Rgb(Capture.Yuv picture, int x, int y)
    {
        var luma = 1.164f * (picture.Luma[(y * picture.Side) + x] - 16);
        var chroma = (y / 2 * (picture.Side / 2)) + (x / 2);
        var (u, v) = (picture.U[chroma] - 128, picture.V[chroma] - 128);
        static byte Clamp(float value) => (byte)Math.Clamp(value, 0, 255);
        return [Clamp(luma + (1.596f * v)), Clamp(luma - (0.392f * u) - (0.813f * v)), Clamp(luma + (2.017f * u))];
    }
}
