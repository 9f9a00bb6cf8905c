using System.Numerics;

namespace PsyCare.Training.Rendering;

/// <summary>A square picture in linear light, with what of it is face and what stands in front of the face.</summary>
internal sealed class Canvas(int side)
{
    /// <summary>Pixels on a side.</summary>
    public int Side => side;

    /// <summary>Row by row.</summary>
    public Vector3[] Pixels { get; } = new Vector3[side * side];

    /// <summary>Pixels of the face.</summary>
    public bool[] Face { get; } = new bool[side * side];

    /// <summary>Pixels of something in front of it.</summary>
    public bool[] Cover { get; } = new bool[side * side];

    /// <summary>Whether something is in front of a point; false outside the picture.</summary>
    public bool IsCovered(Vector2 point) =>
        point.X >= 0 && point.Y >= 0 && point.X < side && point.Y < side && Cover[((int)point.Y * side) + (int)point.X];

    /// <summary>Averages squares of pixels.</summary>
    public Canvas Shrink(int factor)
    {
        if (factor == 1)
            return this;
        var small = new Canvas(side / factor);
        for (var i = 0; i < small.Pixels.Length; i++)
        {
            var (x, y) = (i % small.Side * factor, i / small.Side * factor);
            var sum = Vector3.Zero;
            for (var row = 0; row < factor; row++)
            {
                for (var column = 0; column < factor; column++)
                    sum += Pixels[((y + row) * side) + x + column];
            }

            small.Pixels[i] = sum / (factor * factor);
            small.Face[i] = Face[(y * side) + x];
            small.Cover[i] = Cover[(y * side) + x];
        }

        return small;
    }
}
