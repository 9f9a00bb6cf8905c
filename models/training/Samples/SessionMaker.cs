using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.Training.Capture;
using PsyCare.Training.Head;
using PsyCare.Training.Rendering;
using PsyCare.Training.Scenes;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Training.Samples;

/// <summary>Makes the samples of one session after another: draw, render, film, encode, decode, then cut out as the product does. One thread.</summary>
internal sealed class SessionMaker(IctHead head, FaceFields fields, Wrinkles wrinkles)
{
    /// <summary>Pictures of the person at rest, which come first.</summary>
    public const int NeutralCount = 4;

    /// <summary>What a stored crop shows, cm on a side: a little more than the network sees.</summary>
    public const float StoredCm = FaceSquare.SideCm * Sample.CropSize / UnitNetwork.CropSize;

    /// <summary>Pictures in all, or moments.</summary>
    public const int SampleCount = 20;

    /// <summary>Between pictures of a moment, seconds: as often as the product reads a face.</summary>
    public const float Interval = 0.2f;

    private readonly Renderer _renderer = new(head, fields, wrinkles);

    /// <summary>The samples of a session; the same for the same seed.</summary>
    public IReadOnlyList<Sample> Make(int session, int seed, Nuisances nuisances) =>
        [.. Film(session, seed, nuisances).Select(moment => moment[0].Sample)];

    /// <summary>The moments of a session one after the other; in each the face holds still what it shows.</summary>
    /// <param name="session">Which.</param>
    /// <param name="seed">Of all sessions.</param>
    /// <param name="nuisances">Which nuisances are drawn.</param>
    /// <param name="tone">The person's skin on the Monk scale, all else being the same; null for that of the session.</param>
    /// <param name="pictures">Of each moment, <see cref="Interval"/> apart; the first is the same however many follow.</param>
    public IEnumerable<IReadOnlyList<Shot>> Film(int session, int seed, Nuisances nuisances, int? tone = null, int pictures = 1)
    {
        var random = new Random(HashCode(seed, session));
        float[] identity = [.. Enumerable.Range(0, IctHead.IdentityCount).Select(_ => random.Normal())];
        var look = AppearanceSampler.Draw(random, tone ?? (1 + (session % 10)));
        var person = _renderer.Paint(head.Person(identity), look);
        var scenes = new SceneSampler(random, nuisances, look);
        for (var i = 0; i < SampleCount; i++)
        {
            var scene = i < NeutralCount ? scenes.Neutral() : scenes.Expression();
            using var call = new Call(scene.View.Side, scene.Camera.Quantizer);
            var moment = new List<Shot> { Shoot(session, person, scene, random, call) };
            var later = new Random(scene.Camera.Seed);
            var sway = new Sway(later);
            while (moment.Count < pictures)
            {
                scene = sway.Next(scene, Interval);
                moment.Add(Shoot(session, person, scene, later, call));
            }

            yield return moment;
        }
    }

    private Shot Shoot(int session, Person person, Scene scene, Random random, Call call)
    {
        var rendering = _renderer.Render(person, scene);
        var picture = call.Carry(Capture.Film.Expose(rendering, scene.Camera));
        var labels = new float[SampleColumns.Names.Length];
        LabelUnits(labels, scene, rendering.LipsPart);
        LabelScene(labels, session, person.Look, scene, rendering);
        var square = Aim(scene.View, random, labels);
        return new(new(Cut(picture.View, square), Within(square, rendering.Landmarks), labels), picture, square, HeadBox(rendering.Landmarks, random));
    }

    private static void LabelUnits(float[] labels, Scene scene, float lipsPart)
    {
        foreach (var (unit, (left, right)) in scene.Units)
        {
            labels[SampleColumns.Of(unit)] = 5 * (UnitShapes.HasSides(unit) ? left : Math.Max(left, right));
            labels[SampleColumns.Of(unit) + 1] = 5 * (UnitShapes.HasSides(unit) ? right : Math.Max(left, right));
        }

        labels[SampleColumns.Of(ActionUnit.LipsPart)] = labels[SampleColumns.Of(ActionUnit.LipsPart) + 1] = 5 * lipsPart;
    }

    private static void LabelScene(float[] labels, int session, Appearance look, Scene scene, Rendering.Rendering rendering)
    {
        void Set(string column, float value) => labels[SampleColumns.Of(column)] = value;
        foreach (var (region, points) in SampleColumns.Regions)
            Set("cover_" + region, (float)points.Count(point => rendering.IsCovered[point]) / points.Length);
        Set("session", session);
        Set("neutral", scene.IsNeutral ? 1 : 0);
        Set("yaw", scene.View.YawDegrees);
        Set("pitch", scene.View.PitchDegrees);
        Set("roll", scene.View.RollDegrees);
        Set("gaze_left", scene.Gaze.X);
        Set("gaze_up", scene.Gaze.Y);
        Set("tone", look.Tone);
        Set("age", look.Age);
        Set("beard", look.Beard);
        Set("glasses", look.Glasses is null ? 0 : 1);
        Set("pixels_per_cm", scene.View.PixelsPerCm);
        Set("quantizer", scene.Camera.Quantizer);
        Set("brightness", scene.Camera.Brightness);
        Set("noise", scene.Camera.Noise);
        Set("occluded", scene.Occluders.Count > 0 ? 1 : 0);
    }

    /// <summary>A square as badly aligned as a tracker's would be; labels by how much.</summary>
    private static RotatedSquare Aim(HeadView view, Random random, float[] labels)
    {
        var ideal = FaceSquare.Of(view.Center, view.PixelsPerCm, AngleOf(view)) with { Size = StoredCm * view.PixelsPerCm };
        var square = new RotatedSquare(
            ideal.Center + (ideal.Size * new Vector2(random.Normal(0, 0.03f), random.Normal(0, 0.03f))),
            ideal.Size * MathF.Exp(random.Normal(0, 0.05f)),
            ideal.Angle + random.Normal(0, 0.05f));
        FaceSquare.ShiftTo(square, ideal).CopyTo(labels.AsSpan(SampleColumns.Of("shift_x")));
        return square;
    }

    private static byte[] Cut(in I420View picture, RotatedSquare square)
    {
        var pixels = new float[Sample.CropSize * Sample.CropSize];
        LumaSampler.Sample(picture, square, Sample.CropSize, pixels);
        return Array.ConvertAll(pixels, value => (byte)Math.Clamp(value + 0.5f, 0, 255));
    }

    private static float[] Within(RotatedSquare square, Vector2[] points) =>
    [
        .. points.Select(point => (point - square.Center) / (square.Size * square.Size))
            .SelectMany(off => new[] { Vector2.Dot(off, square.AxisX), Vector2.Dot(off, square.AxisY) }),
    ];

    /// <summary>A box about the face as badly aligned as a detector's would be.</summary>
    private static RotatedSquare HeadBox(Vector2[] truth, Random random)
    {
        var (min, max) = (truth.Aggregate(Vector2.Min), truth.Aggregate(Vector2.Max));
        var box = RotatedSquare.AroundFace(min, max, truth[FaceMesh.OuterCornerOnLeft], truth[FaceMesh.OuterCornerOnRight]);
        return box with { Center = box.Center + (box.Size * 0.015f * new Vector2(random.Normal(), random.Normal())) };
    }

    /// <summary>How the head's x axis lies in the picture, radians clockwise.</summary>
    private static float AngleOf(HeadView view)
    {
        var right = new Projection(view, 1).Turn(Vector3.UnitX);
        return -MathF.Atan2(right.Y, right.X);
    }

    /// <summary>A seed for each session that is the same on every machine.</summary>
    private static int HashCode(int seed, int session) => unchecked(((seed * 486_187_739) + session) * 1_000_003) & int.MaxValue;
}
