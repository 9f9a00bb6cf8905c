using System.Numerics;

namespace PsyCare.Training.Scenes;

/// <summary>How a head moves on while its face stays as it is: turning, leaning and drifting at speeds of quiet talk, with a tremor; noise anew.</summary>
internal sealed class Sway
{
    private readonly Random _random;
    private readonly Vector3 _turning;
    private readonly Vector2 _drifting;

    /// <summary>A way to move, drawn once: some degrees and half a centimetre a second.</summary>
    public Sway(Random random)
    {
        _random = random;
        _turning = new(random.Normal(0, 4), random.Normal(0, 3), random.Normal(0, 2));
        _drifting = new(random.Normal(0, 0.5f), random.Normal(0, 0.5f));
    }

    /// <summary>The scene some time later.</summary>
    public Scene Next(Scene scene, float seconds)
    {
        var view = scene.View;
        return scene with
        {
            View = view with
            {
                YawDegrees = view.YawDegrees + (seconds * _turning.X),
                PitchDegrees = view.PitchDegrees + (seconds * _turning.Y),
                RollDegrees = view.RollDegrees + (seconds * _turning.Z),
                Center = view.Center + (seconds * view.PixelsPerCm * _drifting) + new Vector2(_random.Normal(0, 0.2f), _random.Normal(0, 0.2f)),
            },
            Camera = scene.Camera with { Seed = _random.Next() },
        };
    }
}
