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
/// <param name="Square">The face's ideal square: see <see cref="Units.FaceSquare"/>; nothing where there is no face.</param>
/// <param name="Found">What was found.</param>
/// <param name="IsNew">Whether it was not followed before.</param>
internal readonly record struct TrackedFace(RotatedSquare Square, FoundAs Found, bool IsNew)
{
    /// <summary>No face.</summary>
    public static TrackedFace None => new(default, FoundAs.Nothing, IsNew: false);

    /// <summary>Several faces.</summary>
    public static TrackedFace Several => new(default, FoundAs.Several, IsNew: false);
}
