using System.Numerics;
using PsyCare.Training.Scenes;
using static PsyCare.Training.Rendering.Curves;

namespace PsyCare.Training.Rendering;

/// <summary>Paints a person's skin, lips, brows, beard and hairline on the plane of <see cref="FaceFields"/>: linear albedo.</summary>
internal static class SkinTexture
{
    /// <summary>One colour for each texel.</summary>
    public static Vector3[] Paint(FaceFields fields, Appearance look)
    {
        var texture = new Vector3[FaceFields.Width * FaceFields.Height];
        for (var i = 0; i < texture.Length; i++)
        {
            var at = FaceFields.PointAt(i);
            var colour = Complexion(look, at);
            colour = Lips(colour, fields.Lip[i], look, at);
            colour = Lids(colour, fields.Eye[i], look, at);
            colour = Beard(colour, fields.Lip[i], look, at);
            colour = Brows(colour, fields.Brow[i], fields.BrowAlong[i], look, at);
            texture[i] = Hairline(colour, look, at);
        }

        return texture;
    }

    private static Vector3 Complexion(Appearance look, Vector2 at)
    {
        var fine = Noise.Cloud((at.X * 0.9f) + look.Seed.X, (at.Y * 0.9f) + look.Seed.Y);
        var colour = look.Skin * (1 + (look.Blotches * fine));
        var cheek = Bell(Vector2.Distance(new(MathF.Abs(at.X), at.Y), new(4.2f, 0.3f)), 1.4f) + (0.7f * Bell(Vector2.Distance(at, new(0, 0.4f)), 0.8f));
        colour *= new Vector3(1 + (0.15f * look.Blush * cheek), 1 - (0.25f * look.Blush * cheek), 1 - (0.2f * look.Blush * cheek));
        var spots = Noise.At((at.X * 5) + look.Seed.Y, (at.Y * 5) + look.Seed.X);
        colour *= 1 - (look.Freckles * Smooth(0.45f, 0.8f, spots));
        var hollow = Bell(Vector2.Distance(new(MathF.Abs(at.X), at.Y), new(3.0f, 2.1f)), 0.7f);
        return colour * (1 - (0.22f * look.Age * hollow));
    }

    private static Vector3 Lips(Vector3 colour, float distance, Appearance look, Vector2 at)
    {
        var share = Smooth(0.12f, -0.12f, distance) * look.LipStrength;
        return Vector3.Lerp(colour, look.Lips * (1 + (0.15f * Noise.At((at.X * 7) + look.Seed.X, at.Y * 1.5f))), share);
    }

    private static Vector3 Lids(Vector3 colour, float distance, Appearance look, Vector2 at)
    {
        var above = at.Y > 3.2f ? 1f : 0.6f;
        colour *= 1 - (look.LidShadow * above * Smooth(1.0f, 0.1f, distance));
        return colour * (1 - (look.LidLine * above * Bell(distance - 0.02f, 0.09f)));
    }

    private static Vector3 Beard(Vector3 colour, float lip, Appearance look, Vector2 at)
    {
        if (look.Beard <= 0 && look.Moustache <= 0)
            return colour;
        var strands = 0.7f + (0.3f * Noise.At((at.X * 9) + look.Seed.X, (at.Y * 5) + look.Seed.Y));
        var side = MathF.Abs(at.X);
        var line = float.Lerp(-3.4f, 1.0f, Smooth(2.8f, 6.5f, side));
        var chin = Smooth(line + 0.5f, line - 0.6f, at.Y) * Smooth(-11, -8, at.Y) * look.Beard;
        var upper = Bell(at.Y + 1.65f, 0.5f) * Smooth(3.2f, 2.4f, side) * look.Moustache;
        var share = Math.Min(1, Math.Max(chin, upper) * strands) * Smooth(0.0f, 0.25f, lip);
        return Vector3.Lerp(colour, look.Hair, 0.92f * share);
    }

    private static Vector3 Brows(Vector3 colour, float across, float along, Appearance look, Vector2 at)
    {
        var width = look.BrowWidth * (0.55f + (0.45f * Smooth(0, 0.6f, along)));
        var share = Smooth(width, width * 0.55f, MathF.Abs(across - look.BrowLift)) * Smooth(-0.02f, 0.1f, along);
        var strands = 0.8f + (0.35f * Noise.At((at.X * 8) + (at.Y * 3) + look.Seed.X, (at.Y * 4) + look.Seed.Y));
        return Vector3.Lerp(colour, look.Brow, Math.Clamp(share * strands * look.BrowDensity, 0, 1));
    }

    private static Vector3 Hairline(Vector3 colour, Appearance look, Vector2 at)
    {
        var line = look.Hairline - (0.06f * at.X * at.X) + (0.35f * Noise.At((at.X * 1.7f) + look.Seed.Y, look.Seed.X));
        var share = Smooth(line - 0.15f, line + 0.25f, at.Y);
        return Vector3.Lerp(colour, look.Hair * (1 + (0.3f * Noise.At((at.X * 6) + look.Seed.X, (at.Y * 0.7f) + look.Seed.Y))), share);
    }
}
