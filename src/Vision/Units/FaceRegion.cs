namespace PsyCare.Vision.Units;

/// <summary>Parts of the face that a hand or a cup may cover; left and right are the person's.</summary>
internal enum FaceRegion
{
    RightBrow,
    LeftBrow,
    RightEye,
    LeftEye,
    Nose,
    Mouth,
    Chin,
}

/// <summary>How many regions there are.</summary>
internal static class FaceRegions
{
    /// <summary>The number of <see cref="FaceRegion"/>s.</summary>
    public const int Count = 7;
}
