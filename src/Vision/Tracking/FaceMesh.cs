using System.Numerics;

namespace PsyCare.Vision.Tracking;

/// <summary>
/// The 478 landmarks of one face, numbered as in MediaPipe's face mesh: 0-467 skin, lips and lids, 468-472 the iris on the left of the
/// picture (the person's right), 473-477 the other iris.
/// </summary>
/// <param name="Points">
/// X and Y in pixels of the picture (y down), Z in the same unit, smaller towards the camera, 0 at about the head's middle.
/// </param>
/// <param name="Presence">The network's logit that this is a face: above 0 means yes.</param>
internal readonly record struct FaceMesh(Vector3[] Points, float Presence)
{
    /// <summary>How many landmarks there are.</summary>
    public const int PointCount = 478;

    /// <summary>Outer corner of the eye on the left of the picture.</summary>
    public const int OuterCornerOnLeft = 33;

    /// <summary>Outer corner of the eye on the right of the picture.</summary>
    public const int OuterCornerOnRight = 263;
}
