namespace PsyCare.Training.Peer;

/// <summary>
/// What is measured on a face whose pose has been taken out (<see cref="PsyCare.Vision.Pose.HeadPose.Normalize"/>): canonical centimetres, y up, z towards
/// the camera. Numbers are landmarks of the face mesh, given for the side on the left of the picture; the other side mirrors it and both are
/// averaged. The eye line is the mean height of the four eye corners (33, 133, 263, 362).
/// </summary>
internal enum Measure
{
    /// <summary>Height of the inner brow (107, 55) over the inner eye corner (133).</summary>
    BrowInner,

    /// <summary>Inner brow (107, 55) over outer brow (70, 46, 63, 53); unlike heights over the eyes, hardly changed by an error in pitch.</summary>
    BrowSlope,

    /// <summary>
    /// Middle of the brow (105, 52) over the eye line, less the mean of <see cref="BrowInner"/> and the outer brow over its eye corner (33).
    /// </summary>
    BrowArch,

    /// <summary>Distance between the brows: 107 to 336 and 55 to 285.</summary>
    BrowGap,

    /// <summary>Upper lid (158, 159, 160) over the eye line.</summary>
    UpperLid,

    /// <summary>Lower lid (144, 145, 153) over the eye line; negative.</summary>
    LowerLid,

    /// <summary>Upper lid over lower lid as a share of the eye's width (33 to 133).</summary>
    EyeAperture,

    /// <summary>Skin under the eye (228, 229, 230) over the eye line; negative.</summary>
    Infraorbital,

    /// <summary>Nose wing (129, 49, 48, 64) over the inner eye corner (133); negative.</summary>
    NoseWing,

    /// <summary>Width over the nose wings and the cheek beside them: 129 to 358, 49 to 279.</summary>
    NoseWidth,

    /// <summary>Top of the upper lip (37, 0, 267) over the nose's base (2, 98, 327); negative.</summary>
    UpperLipTop,

    /// <summary>Lip corner (61) over the nose's base (98, 327); negative.</summary>
    LipCornerHeight,

    /// <summary>Lip corner (61) over the middle of the inner lips (13, 14).</summary>
    LipCornerLift,

    /// <summary>Lip corner (61) over the middle of the lips' outer edges (0, 17).</summary>
    LipCornerTilt,

    /// <summary>Lip corner to lip corner: 61 to 291.</summary>
    MouthWidth,

    /// <summary>Lip corner (61) before the middle of the lips (13, 14) along z; negative.</summary>
    LipCornerDepth,

    /// <summary>Gap between the inner lips: 13 to 14, 82 to 87.</summary>
    LipGap,

    /// <summary>Red of the upper lip: 0 to 13, 37 to 82.</summary>
    UpperLipThickness,

    /// <summary>Red of the lower lip: 14 to 17, 87 to 84.</summary>
    LowerLipThickness,

    /// <summary>Nose's base (98, 327) over the chin (152, 148, 377).</summary>
    JawDrop,

    /// <summary>Lower edge of the lower lip (17) over the chin (152).</summary>
    ChinLength,
}
