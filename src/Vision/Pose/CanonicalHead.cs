using System.Numerics;

namespace PsyCare.Vision.Pose;

/// <summary>A landmark that the face's muscles hardly move, where it lies on the canonical head.</summary>
/// <param name="Landmark">Its number in the face mesh.</param>
/// <param name="Weight">How much it counts when a head is laid over the canonical one.</param>
/// <param name="Position">Canonical centimetres: x to the right of the picture, y up, z towards the camera.</param>
internal readonly record struct CanonicalPoint(int Landmark, float Weight, Vector3 Position);

/// <summary>
/// The head that poses are measured against: nose ridge, corners of the eyes, forehead, temples. Brows, cheeks, lips and jaw, which
/// expressions move, are left out. Positions are those of MediaPipe's canonical face (geometry_pipeline_metadata_landmarks of npm's
/// @mediapipe/face_mesh, Apache-2.0), rounded.
/// </summary>
internal static class CanonicalHead
{
    /// <summary>The points, symmetric left and right.</summary>
    public static readonly CanonicalPoint[] Points =
    [
        new(168, 1f, new(0.00f, 3.27f, 5.24f)),
        new(6, 1f, new(0.00f, 2.47f, 5.79f)),
        new(197, 1f, new(0.00f, 1.73f, 6.32f)),
        new(195, 1f, new(0.00f, 1.06f, 6.77f)),
        new(5, 1f, new(0.00f, 0.37f, 7.24f)),
        new(4, 1f, new(0.00f, -0.46f, 7.59f)),
        new(133, 2f, new(-1.86f, 2.59f, 3.76f)),
        new(362, 2f, new(1.86f, 2.59f, 3.76f)),
        new(33, 2f, new(-4.45f, 2.66f, 3.17f)),
        new(263, 2f, new(4.45f, 2.66f, 3.17f)),
        new(151, 0.5f, new(0.00f, 6.55f, 5.03f)),
        new(10, 0.5f, new(0.00f, 8.26f, 4.48f)),
        new(109, 0.5f, new(-1.89f, 8.24f, 4.27f)),
        new(338, 0.5f, new(1.89f, 8.24f, 4.27f)),
        new(67, 0.5f, new(-3.52f, 8.01f, 3.73f)),
        new(297, 0.5f, new(3.52f, 8.01f, 3.73f)),
        new(54, 0.5f, new(-6.28f, 6.62f, 1.43f)),
        new(284, 0.5f, new(6.28f, 6.62f, 1.43f)),
        new(21, 0.5f, new(-7.09f, 5.43f, 0.10f)),
        new(251, 0.5f, new(7.09f, 5.43f, 0.10f)),
        new(162, 0.5f, new(-7.56f, 4.11f, -0.99f)),
        new(389, 0.5f, new(7.56f, 4.11f, -0.99f)),
        new(127, 0.5f, new(-7.74f, 2.36f, -2.01f)),
        new(356, 0.5f, new(7.74f, 2.36f, -2.01f)),
        new(234, 0.5f, new(-7.66f, 0.67f, -2.44f)),
        new(454, 0.5f, new(7.66f, 0.67f, -2.44f)),
    ];

    /// <summary>Sum of the weights.</summary>
    public static readonly float TotalWeight = Points.Sum(point => point.Weight);

    /// <summary>Weighted middle of the points.</summary>
    public static readonly Vector3 Center =
        Points.Aggregate(Vector3.Zero, (sum, point) => sum + (point.Weight * point.Position)) / TotalWeight;

    /// <summary>Weighted mean squared distance of the points from their middle.</summary>
    public static readonly float Spread =
        Points.Sum(point => point.Weight * (point.Position - Center).LengthSquared()) / TotalWeight;
}
