using System.Numerics;
using PsyCare.Training.Head;

namespace PsyCare.Training.Rendering;

/// <summary>
/// Maps of the mean face as seen from the front, one texel each 0.06 cm: how far each texel is from lips, eyes and brows. A person's skin is
/// painted on this plane; every vertex keeps its place on it, whatever identity and expression do to it.
/// </summary>
internal sealed class FaceFields
{
    /// <summary>Texels across and down.</summary>
    public const int Width = 320;
    public const int Height = 420;

    private const float Step = 0.06f;
    private const float Left = -9.6f;
    private const float Top = 12.2f;

    private static readonly int[] LipContour = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];
    private static readonly int[] RightEyeContour = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];
    private static readonly int[] LeftEyeContour = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];
    private static readonly (int Upper, int Lower)[] RightBrow = [(70, 46), (63, 53), (105, 52), (66, 65), (107, 55)];
    private static readonly (int Upper, int Lower)[] LeftBrow = [(300, 276), (293, 283), (334, 282), (296, 295), (336, 285)];

    /// <summary>Draws the maps of a head.</summary>
    public FaceFields(IctHead head)
    {
        Vector2 At(int landmark) => head.Neutral[head.Landmarks[landmark]].AsVector2();
        Vector2[] lips = [.. LipContour.Select(At)];
        Vector2[][] eyes = [[.. RightEyeContour.Select(At)], [.. LeftEyeContour.Select(At)]];
        Vector2[][] brows = [.. new[] { RightBrow, LeftBrow }.Select(brow => brow.Select(pair => (At(pair.Upper) + At(pair.Lower)) / 2).ToArray())];
        for (var i = 0; i < Width * Height; i++)
        {
            var point = PointAt(i);
            Lip[i] = Curves.SignedDistance(lips, point);
            Eye[i] = eyes.Min(eye => Curves.SignedDistance(eye, point));
            (Brow[i], BrowAlong[i]) = brows.Select(brow => Curves.Along(brow, point)).MinBy(pair => MathF.Abs(pair.Across));
        }
    }

    /// <summary>Distance to the lips' contour, cm, negative inside.</summary>
    public float[] Lip { get; } = new float[Width * Height];

    /// <summary>Distance to the nearer eye's contour, cm, negative inside.</summary>
    public float[] Eye { get; } = new float[Width * Height];

    /// <summary>Signed distance to the nearer brow's middle line, cm, positive above.</summary>
    public float[] Brow { get; } = new float[Width * Height];

    /// <summary>Where along that brow: 0 at its outer end, 1 at its inner end.</summary>
    public float[] BrowAlong { get; } = new float[Width * Height];

    /// <summary>Centre of a texel, cm.</summary>
    public static Vector2 PointAt(int texel) => new(Left + ((texel % Width) * Step), Top - ((texel / Width) * Step));

    /// <summary>The texel under a point, clamped to the map.</summary>
    public static int TexelAt(float x, float y) =>
        (Math.Clamp((int)(((Top - y) / Step) + 0.5f), 0, Height - 1) * Width) + Math.Clamp((int)(((x - Left) / Step) + 0.5f), 0, Width - 1);
}
