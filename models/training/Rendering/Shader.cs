using System.Numerics;
using PsyCare.Training.Head;
using PsyCare.Training.Scenes;

namespace PsyCare.Training.Rendering;

/// <summary>Colours what the rasterizer found: skin by its painted texture, folds and light; eyes, teeth and mouth plainly.</summary>
internal sealed class Shader(IctHead head, Person person, PosedHead posed, Vector2[] slopes, Lighting light, Projection camera)
{
    private const float Wrap = 0.25f;
    private static readonly Vector3 Teeth = new(0.62f, 0.58f, 0.5f);
    private static readonly Vector3 Gums = new(0.30f, 0.07f, 0.07f);
    private static readonly Vector3 Mouth = new(0.05f, 0.012f, 0.012f);
    private static readonly Vector3 EyeWhite = new(0.62f, 0.58f, 0.55f);

    /// <summary>Middles of the eyeballs on the mean head; the iris looks along z.</summary>
    private static readonly Vector3 LeftEye = new(3.1f, 3.6f, 8);
    private static readonly Vector3 RightEye = new(-3.1f, 3.6f, 8);

    private static readonly float[] HollowMap = [.. Enumerable.Range(0, FaceFields.Width * FaceFields.Height).Select(i => Hollows(FaceFields.PointAt(i)))];

    /// <summary>Colours every pixel of the head.</summary>
    public void Shade(Rasterizer found, Canvas canvas)
    {
        for (var pixel = 0; pixel < found.Triangle.Length; pixel++)
        {
            var triangle = found.Triangle[pixel];
            if (triangle < 0)
                continue;
            canvas.Pixels[pixel] = Colour(triangle, found.Weights[pixel], out var isFace);
            canvas.Face[pixel] = isFace;
        }
    }

    private Vector3 Colour(int triangle, Vector2 weights, out bool isFace)
    {
        var (a, b, c) = (head.Triangles[3 * triangle], head.Triangles[(3 * triangle) + 1], head.Triangles[(3 * triangle) + 2]);
        Vector3 Mix(Vector3[] values) => ((1 - weights.X - weights.Y) * values[a]) + (weights.X * values[b]) + (weights.Y * values[c]);
        var place = Mix(head.Neutral);
        var normal = Mix(posed.Normals);
        var material = head.Materials[triangle];
        isFace = material == Material.Skin && place is { Z: > 3, Y: > -8 and < 9 };
        return material switch
        {
            Material.Skin => Skin(place, normal),
            Material.Teeth => Lit(Teeth, normal, 0.3f) * Depth(place),
            Material.Gums => Lit(Gums, normal, 0.3f) * Depth(place),
            Material.Mouth => Lit(Mouth, normal, 0),
            _ => Eye(place - (material == Material.LeftEye ? LeftEye : RightEye), normal),
        };
    }

    private Vector3 Skin(Vector3 place, Vector3 normal)
    {
        if (Hair.Covers(place, person.Look))
            return Lit(person.Look.Hair * (1 + (0.35f * Noise.At(place.X * 3, place.Z + (place.Y * 0.5f)))), normal, 0.15f);
        var texel = FaceFields.TexelAt(place.X, place.Y);
        var albedo = place.Z > 1 ? person.Texture[texel] : person.Look.Skin;
        var slope = slopes[texel];
        var bent = Vector3.Normalize(normal - new Vector3(slope, 0));
        return Lit(albedo, bent, person.Look.Shine) * HollowMap[texel];
    }

    private Vector3 Eye(Vector3 from, Vector3 normal)
    {
        var radius = from.Z > 0 ? MathF.Sqrt((from.X * from.X) + (from.Y * from.Y)) : 2;
        var white = EyeWhite * (1 - (0.25f * Math.Clamp(radius - 0.7f, 0, 1)));
        var iris = person.Look.Iris * (0.7f + (0.5f * Math.Clamp(radius / 0.6f, 0, 1)));
        var colour = radius < 0.25f ? new Vector3(0.005f) : Vector3.Lerp(iris, white, Curves.Smooth(0.56f, 0.66f, radius));
        return (Lit(colour, normal, 0.6f) * 0.8f) + (new Vector3(0.4f) * Curves.Bell(Vector2.Distance(from.AsVector2(), new(0.2f, 0.25f)), 0.09f));
    }

    /// <summary>Teeth and tongue are darker the deeper they lie.</summary>
    private static float Depth(Vector3 place) => Curves.Smooth(4, 10.5f, place.Z);

    /// <summary>Less light reaches sockets, the sides of the nose and below lip and chin.</summary>
    private static float Hollows(Vector2 place)
    {
        var side = MathF.Abs(place.X);
        var socket = 0.25f * Curves.Bell(Vector2.Distance(new(side, place.Y), new(2.3f, 3.9f)), 0.8f);
        var nose = 0.2f * Curves.Bell(Vector2.Distance(new(side, place.Y), new(1.0f, -0.9f)), 0.4f);
        var lip = 0.2f * Curves.Bell(place.Y + 5.2f, 0.4f) * Curves.Bell(side, 1.5f);
        var neck = 0.5f * Curves.Smooth(-8.2f, -10, place.Y);
        return 1 - Math.Max(Math.Max(socket, nose), Math.Max(lip, neck));
    }

    private Vector3 Lit(Vector3 albedo, Vector3 normal, float shine)
    {
        var n = Vector3.Normalize(camera.Turn(normal));
        var sum = albedo * Vector3.Lerp(light.Ground, light.Sky, 0.5f + (0.5f * n.Y));
        foreach (var (direction, colour) in light.Lamps)
        {
            var facing = Math.Max(0, (Vector3.Dot(n, direction) + Wrap) / (1 + Wrap));
            var mirror = 0.25f * shine * Gloss(Math.Max(0, Vector3.Dot(n, Vector3.Normalize(direction + Vector3.UnitZ))));
            sum += colour * ((albedo * facing) + new Vector3(mirror * facing));
        }

        return sum;
    }

    /// <summary>The 24th power.</summary>
    private static float Gloss(float cosine)
    {
        var eighth = cosine * cosine * cosine * cosine;
        eighth *= eighth;
        return eighth * eighth * eighth;
    }
}
