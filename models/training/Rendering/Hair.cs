using System.Numerics;
using PsyCare.Training.Head;
using PsyCare.Training.Scenes;

namespace PsyCare.Training.Rendering;

/// <summary>Hair as a thicker, coloured scalp, and long hair as a shape behind the head.</summary>
internal static class Hair
{
    private const float Bald = 11;
    private const int SkinVertices = 11_248;

    /// <summary>Whether a place of the mean head outside the painted front is under hair.</summary>
    public static bool Covers(Vector3 place, Appearance look) =>
        look.Hairline <= Bald && (place.Y > look.Hairline + 1.2f || (place.Z < 3.2f && place.Y > 1.5f - (0.5f * (3.2f - place.Z)) && MathF.Abs(place.X) < 8.3f));

    /// <summary>Lifts the scalp by the hair's volume.</summary>
    public static void Comb(IctHead head, Vector3[] person, Appearance look)
    {
        for (var i = 0; i < SkinVertices; i++)
        {
            var place = head.Neutral[i];
            if (!Covers(place, look))
                continue;
            var outwards = Vector3.Normalize(place - new Vector3(0, 3, 1));
            person[i] += outwards * look.HairVolume * (0.7f + (0.4f * Noise.At((place.X * 0.6f) + look.Seed.X, (place.Y + place.Z) * 0.6f)));
        }
    }

    /// <summary>Paints long hair behind the head.</summary>
    public static void PaintBehind(Canvas canvas, Projection camera, Appearance look, Lighting light)
    {
        if (look.LongHair <= 0 || look.Hairline > Bald)
            return;
        var top = camera.Project(new(0, 6, 0)).AsVector2();
        var bottom = camera.Project(new(0, 4 - look.LongHair, 0)).AsVector2();
        var width = (9.2f + look.HairVolume) * camera.Scale;
        for (var i = 0; i < canvas.Pixels.Length; i++)
        {
            var at = new Vector2(i % canvas.Side, i / canvas.Side);
            var t = Math.Clamp((at.Y - top.Y) / Math.Max(bottom.Y - top.Y, 1), 0, 1);
            var middle = float.Lerp(top.X, bottom.X, t);
            if (at.Y > bottom.Y || MathF.Abs(at.X - middle) > width || Vector2.Distance(at, top) > width && at.Y < top.Y)
                continue;
            canvas.Pixels[i] = look.Hair * (light.Sky + light.Ground) * (0.5f + (0.2f * Noise.At(at.X * 6 / camera.Scale, at.Y / camera.Scale)));
        }
    }
}
