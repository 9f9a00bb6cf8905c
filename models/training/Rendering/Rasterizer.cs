using System.Numerics;

namespace PsyCare.Training.Rendering;

/// <summary>Finds for every pixel which triangle is nearest, and where in it the pixel lies.</summary>
internal sealed class Rasterizer
{
    private float[] _depth = [];

    /// <summary>Pixels on a side.</summary>
    public int Side { get; private set; }

    /// <summary>The triangle that each pixel shows; -1 none.</summary>
    public int[] Triangle { get; private set; } = [];

    /// <summary>Weights of the triangle's second and third vertex.</summary>
    public Vector2[] Weights { get; private set; } = [];

    /// <summary>Draws triangles that face the camera.</summary>
    /// <param name="points">Of each vertex: x and y in pixels, z the distance to the camera.</param>
    /// <param name="triangles">Three vertices each.</param>
    /// <param name="side">Pixels on a side.</param>
    public void Draw(Vector3[] points, int[] triangles, int side)
    {
        Side = side;
        if (Triangle.Length != side * side)
            (Triangle, Weights, _depth) = (new int[side * side], new Vector2[side * side], new float[side * side]);
        Array.Fill(Triangle, -1);
        Array.Fill(_depth, float.MaxValue);
        for (var i = 0; i < triangles.Length; i += 3)
            Draw(i / 3, points[triangles[i]], points[triangles[i + 1]], points[triangles[i + 2]]);
    }

    /// <summary>Distance of what a pixel shows.</summary>
    public float DepthAt(int pixel) => _depth[pixel];

    private void Draw(int index, Vector3 a, Vector3 b, Vector3 c)
    {
        // Counter-clockwise as seen from outside, so clockwise on a picture whose y points down.
        var area = ((b.X - a.X) * (c.Y - a.Y)) - ((c.X - a.X) * (b.Y - a.Y));
        if (area >= -1e-6f)
            return;
        var (left, right) = Range(Math.Min(a.X, Math.Min(b.X, c.X)), Math.Max(a.X, Math.Max(b.X, c.X)));
        var (top, bottom) = Range(Math.Min(a.Y, Math.Min(b.Y, c.Y)), Math.Max(a.Y, Math.Max(b.Y, c.Y)));
        var inverse = 1 / area;
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var (px, py) = (x + 0.5f, y + 0.5f);
                var second = (((px - a.X) * (c.Y - a.Y)) - ((c.X - a.X) * (py - a.Y))) * inverse;
                var third = (((b.X - a.X) * (py - a.Y)) - ((px - a.X) * (b.Y - a.Y))) * inverse;
                if (second < 0 || third < 0 || second + third > 1)
                    continue;
                var depth = a.Z + (second * (b.Z - a.Z)) + (third * (c.Z - a.Z));
                var pixel = (y * Side) + x;
                if (depth >= _depth[pixel])
                    continue;
                _depth[pixel] = depth;
                Triangle[pixel] = index;
                Weights[pixel] = new(second, third);
            }
        }
    }

    private (int First, int Last) Range(float low, float high) =>
        (Math.Max(0, (int)MathF.Ceiling(low - 0.5f)), Math.Min(Side - 1, (int)MathF.Floor(high - 0.5f)));
}
