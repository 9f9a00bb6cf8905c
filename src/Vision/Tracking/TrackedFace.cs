using PsyCare.Vision.Quality;

namespace PsyCare.Vision.Tracking;

/// <summary>What was found in a picture.</summary>
internal enum FoundAs
{
    /// <summary>The face that is followed.</summary>
    Face,

    /// <summary>No face.</summary>
    Nothing,

    /// <summary>Several faces, and which is the patient's is not certain.</summary>
    Several,
}

/// <summary>The face followed in one picture.</summary>
/// <param name="Found">What was found.</param>
/// <param name="Square">The face's ideal square: see <see cref="Units.FaceSquare"/>; nothing where there is no face.</param>
/// <param name="Look">Pose and cover; nothing where there is no face.</param>
internal readonly record struct TrackedFace(FoundAs Found, RotatedSquare Square, FaceLook Look)
{
    /// <summary>No face.</summary>
    public static TrackedFace None => new(FoundAs.Nothing, default, default);

    /// <summary>Several faces.</summary>
    public static TrackedFace Several => new(FoundAs.Several, default, default);
}
