using System.Numerics;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Pose;

/// <summary>
/// Where a head is and which way it looks: the similarity that lays the canonical head over it with the least weighted squared distance
/// (Horn, Closed-form solution of absolute orientation using unit quaternions, 1987; scale after Umeyama, 1991).
/// </summary>
internal readonly struct HeadPose
{
    private readonly Quaternion _toHead;
    private readonly Vector3 _center;

    private HeadPose(Quaternion rotation, float pixelsPerUnit, Vector3 center)
    {
        _toHead = Quaternion.Conjugate(rotation);
        _center = center;
        PixelsPerUnit = pixelsPerUnit;
        var forward = Vector3.Transform(Vector3.UnitZ, rotation);
        var right = Vector3.Transform(Vector3.UnitX, rotation);
        YawDegrees = float.RadiansToDegrees(MathF.Atan2(forward.X, forward.Z));
        PitchDegrees = float.RadiansToDegrees(MathF.Asin(Math.Clamp(forward.Y, -1, 1)));
        RollDegrees = float.RadiansToDegrees(MathF.Atan2(right.Y, right.X));
    }

    /// <summary>Pixels of the picture per canonical centimetre.</summary>
    public float PixelsPerUnit { get; }

    /// <summary>Positive when the person turns to their left.</summary>
    public float YawDegrees { get; }

    /// <summary>Positive when the person looks up.</summary>
    public float PitchDegrees { get; }

    /// <summary>Positive when the head leans to the left of the picture.</summary>
    public float RollDegrees { get; }

    /// <summary>The pose of a face.</summary>
    public static HeadPose Of(FaceMesh mesh)
    {
        var center = Vector3.Zero;
        foreach (var point in CanonicalHead.Points)
            center += point.Weight * Upright(mesh.Points[point.Landmark]);
        center /= CanonicalHead.TotalWeight;
        var (x, y, z) = Covariance(mesh, center);
        var rotation = Rotation(x, y, z);
        var scale = Vector3.Dot(x, Vector3.Transform(Vector3.UnitX, rotation))
            + Vector3.Dot(y, Vector3.Transform(Vector3.UnitY, rotation))
            + Vector3.Dot(z, Vector3.Transform(Vector3.UnitZ, rotation));
        return new(rotation, Math.Max(scale / CanonicalHead.Spread, float.Epsilon), center);
    }

    /// <summary>
    /// A landmark as it would lie if the head were upright, frontal and of canonical size: canonical centimetres, y up, z towards the camera.
    /// </summary>
    public Vector3 Normalize(Vector3 landmark) =>
        (Vector3.Transform(Upright(landmark) - _center, _toHead) / PixelsPerUnit) + CanonicalHead.Center;

    /// <summary>Where a point of the canonical head lies in the picture, pixels: the inverse of <see cref="Normalize"/>.</summary>
    public Vector2 ToPicture(Vector3 canonical)
    {
        var turned = Vector3.Transform((canonical - CanonicalHead.Center) * PixelsPerUnit, Quaternion.Conjugate(_toHead)) + _center;
        return new(turned.X, -turned.Y);
    }

    /// <summary>From the picture's axes (y down, z away from the camera) to those of the canonical head.</summary>
    private static Vector3 Upright(Vector3 landmark) => new(landmark.X, -landmark.Y, -landmark.Z);

    /// <summary>For each canonical axis, the weighted mean of that coordinate times the observed point.</summary>
    private static (Vector3 X, Vector3 Y, Vector3 Z) Covariance(FaceMesh mesh, Vector3 center)
    {
        var (x, y, z) = (Vector3.Zero, Vector3.Zero, Vector3.Zero);
        foreach (var point in CanonicalHead.Points)
        {
            var canonical = (point.Position - CanonicalHead.Center) * (point.Weight / CanonicalHead.TotalWeight);
            var observed = Upright(mesh.Points[point.Landmark]) - center;
            x += canonical.X * observed;
            y += canonical.Y * observed;
            z += canonical.Z * observed;
        }

        return (x, y, z);
    }

    /// <summary>Horn's quaternion: the eigenvector of the largest eigenvalue of his symmetric matrix N.</summary>
    private static Quaternion Rotation(Vector3 x, Vector3 y, Vector3 z)
    {
        var n = new Matrix4x4(
            x.X + y.Y + z.Z, y.Z - z.Y, z.X - x.Z, x.Y - y.X,
            y.Z - z.Y, x.X - y.Y - z.Z, x.Y + y.X, z.X + x.Z,
            z.X - x.Z, x.Y + y.X, y.Y - x.X - z.Z, y.Z + z.Y,
            x.Y - y.X, z.X + x.Z, y.Z + z.Y, z.Z - x.X - y.Y);
        var vector = LargestEigenvector(n);
        if (!(vector.LengthSquared() > 0))
            return Quaternion.Identity;
        return Quaternion.Normalize(new(vector.Y, vector.Z, vector.W, vector.X));
    }

    /// <summary>By squaring: the powers of a matrix without negative eigenvalues tend to the projection on its largest one.</summary>
    private static Vector4 LargestEigenvector(Matrix4x4 matrix)
    {
        const int Squarings = 14;
        var power = matrix + (Matrix4x4.Identity * Norm(matrix));
        for (var i = 0; i < Squarings; i++)
            power *= power * (1 / Norm(power));
        var largest = power.GetRow(0);
        for (var row = 1; row < 4; row++)
            largest = power.GetRow(row).LengthSquared() > largest.LengthSquared() ? power.GetRow(row) : largest;
        return largest;
    }

    private static float Norm(Matrix4x4 matrix)
    {
        var squares = 0f;
        for (var row = 0; row < 4; row++)
            squares += matrix.GetRow(row).LengthSquared();
        return Math.Max(MathF.Sqrt(squares), float.Epsilon);
    }
}
