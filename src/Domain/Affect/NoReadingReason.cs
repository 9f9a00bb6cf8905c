namespace PsyCare.Domain.Affect;

/// <summary>Why there is no reading. An honest gap: never shown as zero, never as the last value.</summary>
public enum NoReadingReason
{
    /// <summary>No face was found in the picture.</summary>
    NoFace = 1,

    /// <summary>The head is turned beyond what the landmarks allow (about 45 degrees).</summary>
    TurnedAway = 2,

    /// <summary>The face is too dark.</summary>
    TooDark = 3,

    /// <summary>The face is too small in the picture.</summary>
    TooSmall = 4,

    /// <summary>The patient has withdrawn, paused or never given consent to emotion analysis.</summary>
    ConsentWithdrawn = 5,

    /// <summary>No video arrives (camera off, network lost).</summary>
    NoVideo = 6,

    /// <summary>The practice's policy forbids emotion analysis.</summary>
    ForbiddenByPolicy = 7,

    /// <summary>Most of the face is covered, by a hand or a cup for instance.</summary>
    Covered = 8,

    /// <summary>The picture of the face is blurred.</summary>
    Blurred = 9,

    /// <summary>Several faces, and which is the patient's is not certain.</summary>
    SeveralFaces = 10,

    /// <summary>A face that does not move by itself: a photograph or a drawing, held still or moved about, or a camera that hangs.</summary>
    StillPicture = 11,
}
