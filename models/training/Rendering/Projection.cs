using System.Numerics;
using PsyCare.Training.Scenes;

namespace PsyCare.Training.Rendering;

/// <summary>From the head's axes to pixels: turn about the neck, then a pinhole camera.</summary>
internal sealed class Projection
{
    private static readonly Vector3 Neck = new(0, -2, 1);
    private readonly Matrix4x4 _rotation;
    private readonly Vector3 _middle;
    private readonly Vector2 _center;
    private readonly float _distance;
    private readonly float _focal;

    /// <summary>The camera of a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="scale">Pixels drawn for each pixel of the picture.</param>
    public Projection(HeadView view, int scale)
    {
        Scale = scale * view.PixelsPerCm;
        _rotation = Matrix4x4.CreateFromYawPitchRoll(
            float.DegreesToRadians(view.YawDegrees), float.DegreesToRadians(-view.PitchDegrees), float.DegreesToRadians(view.RollDegrees));
        _center = view.Center * scale;
        _distance = view.Distance;
        _focal = Scale * view.Distance;
        _middle = Turned(Renderer.Middle);
    }

    /// <summary>Pixels drawn per cm at the depth of the face.</summary>
    public float Scale { get; }

    /// <summary>Where the middle of the face is drawn.</summary>
    public Vector2 Center => _center;

    /// <summary>Pixel, and distance to the camera.</summary>
    public Vector3 Project(Vector3 vertex)
    {
        var from = Turned(vertex) - _middle;
        var depth = Math.Max(_distance - from.Z, 1);
        return new(_center.X + (_focal * from.X / depth), _center.Y - (_focal * from.Y / depth), depth);
    }

    /// <summary>A direction of the head as the camera sees it.</summary>
    public Vector3 Turn(Vector3 direction) => Vector3.TransformNormal(direction, _rotation);

    private Vector3 Turned(Vector3 vertex) => Vector3.Transform(vertex - Neck, _rotation);
}
