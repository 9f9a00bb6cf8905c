using System.Numerics;
using PsyCare.Training.Head;
using PsyCare.Training.Scenes;

namespace PsyCare.Training.Rendering;

/// <summary>What is behind the head.</summary>
internal static class BackgroundPainter
{
    /// <summary>Pixels that share a colour, across and down: what is behind a head is out of focus.</summary>
    private const int Block = 4;

    /// <summary>Paints a whole canvas.</summary>
    public static void Paint(Canvas canvas, Background background)
    {
        for (var block = 0; block < canvas.Side * canvas.Side / (Block * Block); block++)
        {
            var (column, row) = (block % (canvas.Side / Block) * Block, block / (canvas.Side / Block) * Block);
            var (x, y) = ((float)column / canvas.Side, (float)row / canvas.Side);
            var cloud = Noise.At((x * background.Scale) + background.Seed.X, (y * background.Scale) + background.Seed.Y);
            var edge = MathF.Sign(Noise.At((x * background.Scale * 0.4f) + background.Seed.Y, background.Seed.X));
            var colour = Vector3.Lerp(background.Top, background.Bottom, y);
            colour = Vector3.Max(colour * (1 + (background.Strength * ((0.6f * cloud) + (0.4f * edge)))), Vector3.Zero);
            for (var line = row; line < row + Block; line++)
                canvas.Pixels.AsSpan((line * canvas.Side) + column, Block).Fill(colour);
        }
    }
}

/// <summary>Glasses on the nose: rims, a bridge, arms to the ears, reflections.</summary>
internal static class GlassesPainter
{
    private const int RimSteps = 40;
    private static readonly int[] EyeCorners = [33, 133, 362, 263];

    /// <summary>Paints the glasses of a person, if there are any.</summary>
    public static void Paint(Canvas canvas, Rasterizer found, Projection camera, IctHead head, PosedHead posed, Appearance look)
    {
        if (look.Glasses is not { } glasses)
            return;
        var corners = EyeCorners.Select(landmark => posed.Vertices[head.Landmarks[landmark]]).ToArray();
        var front = Math.Max(corners[1].Z, corners[2].Z) + 1.3f;
        foreach (var (eye, side) in new[] { ((corners[0] + corners[1]) / 2, -1), ((corners[2] + corners[3]) / 2, 1) })
        {
            var middle = new Vector3(eye.X, eye.Y - 0.25f, front - 0.5f);
            Vector3[] rim = [.. Enumerable.Range(0, RimSteps + 1).Select(i => OnRim(middle, glasses, i * MathF.Tau / RimSteps))];
            if (glasses.Glare > 0)
                Glare(canvas, camera, middle, glasses);
            Line(canvas, found, camera, rim, glasses);
            var hinge = middle + new Vector3(side * glasses.Half.X, 0.4f, -0.4f);
            Line(canvas, found, camera, [hinge, new(side * 7.4f, eye.Y + 0.2f, 1.5f)], glasses);
            Line(canvas, found, camera, [middle - new Vector3(side * glasses.Half.X, -0.4f, 0), new(0, eye.Y + 0.3f, front + 0.1f)], glasses);
        }
    }

    private static Vector3 OnRim(Vector3 middle, Glasses glasses, float angle)
    {
        var (sin, cos) = MathF.SinCos(angle);
        float Bent(float value) => MathF.CopySign(MathF.Pow(MathF.Abs(value), 2 / glasses.Squareness), value);
        return middle + new Vector3(glasses.Half.X * Bent(cos), glasses.Half.Y * Bent(sin), -0.05f * MathF.Abs(cos));
    }

    private static void Line(Canvas canvas, Rasterizer found, Projection camera, Vector3[] points, Glasses glasses)
    {
        var radius = Math.Max(0.7f, glasses.Thickness * camera.Scale / 2);
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (from, to) = (camera.Project(points[i]), camera.Project(points[i + 1]));
            var steps = (int)(Vector2.Distance(from.AsVector2(), to.AsVector2()) / radius * 1.5f) + 1;
            for (var step = 0; step <= steps; step++)
                Dot(canvas, found, Vector3.Lerp(from, to, (float)step / steps), radius, glasses.Colour);
        }
    }

    private static void Dot(Canvas canvas, Rasterizer found, Vector3 at, float radius, Vector3 colour)
    {
        for (var y = (int)(at.Y - radius); y <= (int)(at.Y + radius); y++)
        {
            for (var x = (int)(at.X - radius); x <= (int)(at.X + radius); x++)
            {
                if (x < 0 || y < 0 || x >= canvas.Side || y >= canvas.Side || found.DepthAt((y * canvas.Side) + x) < at.Z - 0.3f)
                    continue;
                canvas.Pixels[(y * canvas.Side) + x] = colour;
            }
        }
    }

    private static void Glare(Canvas canvas, Projection camera, Vector3 middle, Glasses glasses)
    {
        var at = camera.Project(middle);
        var half = glasses.Half * camera.Scale * 0.9f;
        for (var y = Math.Max(0, (int)(at.Y - half.Y)); y <= Math.Min(canvas.Side - 1, (int)(at.Y + half.Y)); y++)
        {
            for (var x = Math.Max(0, (int)(at.X - half.X)); x <= Math.Min(canvas.Side - 1, (int)(at.X + half.X)); x++)
            {
                var share = glasses.Glare * Curves.Smooth(-0.5f, 1, ((x - at.X) / half.X) - ((y - at.Y) / half.Y));
                canvas.Pixels[(y * canvas.Side) + x] = Vector3.Lerp(canvas.Pixels[(y * canvas.Side) + x], new(0.7f), share);
            }
        }
    }
}

/// <summary>Hands, cups and other things in front of the face.</summary>
internal static class OccluderPainter
{
    /// <summary>Paints all of a scene's.</summary>
    public static void Paint(Canvas canvas, Projection camera, Scene scene)
    {
        foreach (var occluder in scene.Occluders)
            Paint(canvas, camera, occluder, scene.Light);
    }

    private static void Paint(Canvas canvas, Projection camera, Occluder bar, Lighting light)
    {
        Vector2 Pixel(Vector2 point) => camera.Center + (camera.Scale * new Vector2(point.X, -point.Y));
        var (from, to, radius) = (Pixel(bar.From), Pixel(bar.To), bar.Radius * camera.Scale);
        var lamp = light.Lamps[0];
        for (var i = 0; i < canvas.Pixels.Length; i++)
        {
            var at = new Vector2(i % canvas.Side, i / canvas.Side);
            var along = Math.Clamp(Vector2.Dot(at - from, to - from) / Math.Max((to - from).LengthSquared(), 1e-3f), 0, 1);
            var off = (at - Vector2.Lerp(from, to, along)) / radius;
            if (off.LengthSquared() >= 1)
                continue;
            var normal = new Vector3(off.X, -off.Y, MathF.Sqrt(1 - off.LengthSquared()));
            var lit = lamp.Colour * Math.Max(0, (Vector3.Dot(normal, lamp.Direction) + 0.25f) / 1.25f);
            canvas.Pixels[i] = bar.Colour * (lit + Vector3.Lerp(light.Ground, light.Sky, 0.5f + (0.5f * normal.Y)));
            canvas.Cover[i] = true;
            canvas.Face[i] = false;
        }
    }
}
