using System.Numerics;
using PsyCare.Domain.Affect;

namespace PsyCare.Training.Scenes;

/// <summary>Which nuisances are drawn: those of training, or others, which no training picture has.</summary>
internal enum Nuisances
{
    Training,
    HeldOut,
}

/// <summary>Draws the scenes of one session: one person, one place, one camera; expression, pose and gaze from picture to picture.</summary>
internal sealed class SceneSampler
{
    /// <summary>How much of what training sees is drawn for being rare.</summary>
    private const double RareShare = 0.3;

    private readonly Random _random;
    private readonly Nuisances _nuisances;
    private readonly float _pixelsPerCm;
    private readonly Background _background;
    private readonly CameraSettings _camera;
    private readonly float _distance;
    private readonly Vector3 _skin;
    private Lighting _light;

    /// <summary>A session.</summary>
    public SceneSampler(Random random, Nuisances nuisances, Appearance look)
    {
        _random = random;
        _nuisances = nuisances;
        _skin = look.Skin;
        _pixelsPerCm = MathF.Exp(random.Between(MathF.Log(3.6f), MathF.Log(11)));
        _distance = random.Between(38, 90);
        _light = DrawLight();
        _background = new(
            random.Colour(0.02f, 0.7f), random.Colour(0.02f, 0.7f), random.Between(1, 14), random.Between(0, 0.9f), new(random.Between(0, 99), random.Between(0, 99)));
        _camera = new(
            random.Between(0.28f, 0.72f), new(random.Between(0.85f, 1.15f), 1, random.Between(0.82f, 1.18f)), random.Between(0.85f, 1.2f),
            random.Between(0.2f, 1.1f), Vector2.Zero, random.Chance(0.7) ? random.Between(0.5f, 4) : random.Between(3, 10), DrawQuantizer(), 0);
    }

    /// <summary>A picture of the person at rest, seen rather from the front.</summary>
    public Scene Neutral() => Draw([], turning: 0.5f) with { IsNeutral = true, Occluders = [] };

    /// <summary>A picture of the person with some expression.</summary>
    public Scene Expression()
    {
        if (_random.Chance(_nuisances == Nuisances.HeldOut ? 0.15 : 0.3))
            _light = DrawLight();
        var isRare = _nuisances == Nuisances.Training && _random.Chance(RareShare);
        return Draw(isRare ? RareExpressions.Draw(_random) : ExpressionSampler.Draw(_random), turning: 1);
    }

    private Scene Draw(Dictionary<ActionUnit, (float, float)> units, float turning) => new()
    {
        IsNeutral = false,
        Units = units,
        Gaze = _random.Chance(0.6) ? new(_random.Normal(0, 5), _random.Normal(0, 4)) : new(_random.Between(-25, 25), _random.Between(-18, 14)),
        View = DrawView(turning),
        Light = _light,
        Background = _background,
        Occluders = _random.Chance(0.1) ? DrawOccluders() : [],
        Camera = _camera with
        {
            Brightness = Math.Clamp(_camera.Brightness + _random.Normal(0, 0.03f), 0.2f, 0.8f),
            Motion = _random.Chance(0.15) ? new(_random.Normal(0, 1.5f), _random.Normal(0, 1)) : Vector2.Zero,
            Quantizer = Math.Clamp(_camera.Quantizer + _random.Next(-5, 6), 2, 60),
            Seed = _random.Next(),
        },
    };

    private HeadView DrawView(float turning)
    {
        var isFar = _random.Chance(0.12 * turning);
        // Training sees heads that turn away altogether, so that the network can say so; held out are those that are to be read.
        var farthest = _nuisances == Nuisances.HeldOut ? 45 : 80;
        var yaw = isFar ? _random.Between(-farthest, farthest) : _random.Normal(0, 13 * turning);
        var scale = _pixelsPerCm * _random.Between(0.92f, 1.09f);
        var side = (int)(28 * scale / 16 * 1.1f) * 16;
        return new(
            Math.Clamp(yaw, -farthest, farthest), Math.Clamp(_random.Normal(0, 9 * turning), -28, 28), _random.Normal(0, 7 * turning), side, scale,
            new Vector2(side / 2f) + new Vector2(_random.Normal(0, 1), _random.Normal(0, 1)), _distance);
    }

    private Lighting DrawLight()
    {
        var isHeldOut = _nuisances == Nuisances.HeldOut;
        var tint = isHeldOut ? 0.45f : 0.25f;
        // Training sees what is hard within its range more often than what is easy: a single lamp, from the side or low, in a dark room.
        var count = !isHeldOut && _random.Chance(0.4) ? 1 : _random.Next(1, 4);
        var lamps = new (Vector3, Vector3)[count];
        for (var i = 0; i < count; i++)
        {
            // Held out: lamps from far to the side and from below, which a lit screen and a bedside lamp give.
            var side = isHeldOut ? _random.Between(-1.6f, 1.6f) : Farther(_random.Between(-1.1f, 1.1f), _random.Between(-1.1f, 1.1f));
            var up = isHeldOut ? _random.Between(-0.8f, 0.6f) : Math.Min(_random.Between(-0.3f, 1), _random.Between(-0.3f, 1));
            var direction = new Vector3(side, up, _random.Between(0.3f, 1.2f));
            lamps[i] = (Vector3.Normalize(direction), _random.Between(0.25f, 1) * (Vector3.One + (tint * _random.Colour(-1, 1))));
        }

        var ambient = isHeldOut ? _random.Between(0.15f, 0.8f) : Math.Min(_random.Between(0.15f, 0.8f), _random.Between(0.15f, 0.8f));
        return new(lamps, ambient * (Vector3.One + (0.15f * _random.Colour(-1, 1))), ambient * _random.Between(0.3f, 0.9f) * Vector3.One);
    }

    private static float Farther(float one, float other) => Math.Abs(one) > Math.Abs(other) ? one : other;

    private int DrawQuantizer() => _nuisances == Nuisances.HeldOut ? _random.Next(34, 55) : Math.Max(_random.Next(4, 46), _random.Next(4, 46));

    private List<Occluder> DrawOccluders()
    {
        var at = new Vector2(_random.Normal(0, 3.5f), _random.Between(-7, 5));
        if (_random.Chance(0.3))
            return [new(at, at + new Vector2(_random.Between(-1, 1), _random.Between(-9, -5)), _random.Between(2.5f, 4), _random.Colour(0.02f, 0.8f))];
        var colour = _skin * _random.Between(0.75f, 1.1f);
        var palm = at + new Vector2(_random.Between(-3, 3), -_random.Between(5, 9));
        var hand = new List<Occluder> { new(palm, palm + new Vector2(_random.Between(-1, 1), -9), 3.2f, colour) };
        for (var finger = 0; finger < _random.Next(1, 5); finger++)
        {
            var root = palm + new Vector2((finger - 1.5f) * 1.6f, 1.5f);
            hand.Add(new(root, at + new Vector2((finger - 1.5f) * _random.Between(1.4f, 2), _random.Between(-1, 1)), _random.Between(0.7f, 1), colour));
        }

        return hand;
    }
}
