namespace PsyCare.Training.Rendering;

/// <summary>Smooth random values on a plane that repeats every 256 units: value noise on a grid of one unit, from -1 to 1.</summary>
internal static class Noise
{
    private const int Period = 256;
    private static readonly float[] Grid = Fill();

    /// <summary>One octave.</summary>
    public static float At(float x, float y)
    {
        var (floorX, floorY) = (MathF.Floor(x), MathF.Floor(y));
        var (u, v) = (Ease(x - floorX), Ease(y - floorY));
        var (column, row) = ((int)floorX & (Period - 1), (int)floorY & (Period - 1));
        var (nextColumn, nextRow) = ((column + 1) & (Period - 1), (row + 1) & (Period - 1));
        var top = float.Lerp(Grid[(row * Period) + column], Grid[(row * Period) + nextColumn], u);
        var bottom = float.Lerp(Grid[(nextRow * Period) + column], Grid[(nextRow * Period) + nextColumn], u);
        return float.Lerp(top, bottom, v);
    }

    /// <summary>Three octaves, each half as strong and twice as fine as the one before.</summary>
    public static float Cloud(float x, float y) => (At(x, y) + (0.5f * At((2 * x) + 17, (2 * y) + 5)) + (0.25f * At((4 * x) + 3, (4 * y) + 71))) / 1.75f;

    private static float Ease(float t) => t * t * (3 - (2 * t));

    private static float[] Fill()
    {
        var random = new Random(7);
        var grid = new float[Period * Period];
        for (var i = 0; i < grid.Length; i++)
            grid[i] = (2 * random.NextSingle()) - 1;
        return grid;
    }
}
