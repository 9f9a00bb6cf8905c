using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.Training.Head;
using PsyCare.Training.Scenes;

namespace PsyCare.Training.Rendering;

/// <summary>A person as the renderer needs one: shape at rest, looks, painted skin.</summary>
internal sealed record Person(Vector3[] Shape, Appearance Look, Vector3[] Texture);

/// <summary>What was rendered.</summary>
/// <param name="Pixels">Linear light, row by row.</param>
/// <param name="Side">Pixels on a side.</param>
/// <param name="FaceMask">Per pixel, whether it shows the face.</param>
/// <param name="Landmarks">Pixels, MediaPipe's numbers.</param>
/// <param name="IsCovered">Of each landmark, whether something stands in front of it.</param>
/// <param name="LipsPart">AU25, 0 to 1.</param>
internal sealed record Rendering(Vector3[] Pixels, int Side, bool[] FaceMask, Vector2[] Landmarks, bool[] IsCovered, float LipsPart);

/// <summary>Renders scenes of heads. Not for two threads at once.</summary>
internal sealed class Renderer(IctHead head, FaceFields fields, Wrinkles wrinkles)
{
    /// <summary>The middle of the face, about which a head turns in its picture, in the head's axes, cm.</summary>
    public static readonly Vector3 Middle = new(0, 0.4f, 10);


    /// <summary>Pictures whose heads are smaller are drawn twice as large and averaged.</summary>
    private const float SharpPixelsPerCm = 7;

    private readonly Rasterizer _rasterizer = new();

    /// <summary>Paints a person.</summary>
    public Person Paint(Vector3[] shape, Appearance look)
    {
        var person = (Vector3[])shape.Clone();
        Hair.Comb(head, person, look);
        return new(person, look, SkinTexture.Paint(fields, look));
    }

    /// <summary>Renders one picture.</summary>
    public Rendering Render(Person person, Scene scene)
    {
        var posed = new PosedHead(head, person.Shape, Weights(scene));
        var scale = scene.View.PixelsPerCm < SharpPixelsPerCm ? 2 : 1;
        var camera = new Projection(scene.View, scale);
        var points = Array.ConvertAll(posed.Vertices, camera.Project);
        _rasterizer.Draw(points, head.Triangles, scene.View.Side * scale);
        var slopes = wrinkles.Combine(unit => Of(scene, unit).Left, unit => Of(scene, unit).Right, person.Look.Age, 0.6f + (0.6f * person.Look.Age));
        var canvas = new Canvas(_rasterizer.Side);
        BackgroundPainter.Paint(canvas, scene.Background);
        Hair.PaintBehind(canvas, camera, person.Look, scene.Light);
        new Shader(head, person, posed, slopes, scene.Light, camera).Shade(_rasterizer, canvas);
        GlassesPainter.Paint(canvas, _rasterizer, camera, head, posed, person.Look);
        OccluderPainter.Paint(canvas, camera, scene);
        return Finish(canvas.Shrink(scale), posed, points, scale, scene.View.Side);
    }

    private Rendering Finish(Canvas canvas, PosedHead posed, Vector3[] points, int scale, int side)
    {
        Vector2[] landmarks = [.. head.Landmarks.Select(vertex => points[vertex].AsVector2() / scale)];
        bool[] covered = [.. landmarks.Select(canvas.IsCovered)];
        return new(canvas.Pixels, side, canvas.Face, landmarks, covered, posed.LipsPart);
    }

    private static (float Left, float Right) Of(Scene scene, ActionUnit unit) => scene.Units.GetValueOrDefault(unit);

    private static Dictionary<string, float> Weights(Scene scene)
    {
        var weights = new Dictionary<string, float>();
        foreach (var (unit, (left, right)) in scene.Units)
        {
            if (UnitShapes.Names.ContainsKey(unit))
                PosedHead.Add(weights, unit, left, right);
        }

        GazeShapes.Add(weights, scene.Gaze);
        return weights;
    }
}
