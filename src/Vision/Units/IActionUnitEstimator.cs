using PsyCare.Domain.Affect;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Units;

/// <summary>Estimates the Action Units of one person from picture to picture. The port that a trained model takes when there is one.</summary>
internal interface IActionUnitEstimator
{
    /// <summary>The units in the next picture.</summary>
    /// <param name="mesh">The face.</param>
    /// <param name="pose">The head's pose.</param>
    /// <param name="seconds">Time since the last picture that was estimated; large after a gap.</param>
    /// <returns>Every unit that this estimator knows, in FACS order, 0 to 5.</returns>
    IReadOnlyList<ActionUnitIntensity> Estimate(FaceMesh mesh, HeadPose pose, double seconds);
}
