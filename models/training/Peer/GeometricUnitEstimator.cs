using PsyCare.Domain.Affect;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;

namespace PsyCare.Training.Peer;

/// <summary>
/// Action Units from geometry: measure the face with the pose taken out, subtract what this person measures at rest, explain the
/// rest as a mixture of the units' patterns, and scale that to FACS' 0 to 5. AU25 and AU45 are read directly; AU23 cannot be told from AU24
/// by these landmarks and is not given.
/// </summary>
/// <remarks>
/// What the product read faces with before the unit network, kept as the peer that evaluation measures beside it: MediaPipe's own mesh geometry.
/// </remarks>
internal sealed class GeometricUnitEstimator
{
    /// <summary>Strengths below are noise: FACS' "trace" begins above.</summary>
    private const float Trace = 0.12f;

    private const float MaxIntensity = 5;

    /// <summary>Time constant of the smoothing, seconds: half of a change shows at once at 15 frames/s, nine tenths within 140 ms.</summary>
    private const double Smoothing = 0.06;

    /// <summary>A face that was away for longer starts anew, seconds.</summary>
    private const double LongestGap = 0.5;

    /// <summary>From this intensity on a unit counts as clearly active, and the picture as not neutral.</summary>
    private const float ActiveIntensity = 1.5f;

    private static readonly ActionUnit[] Known =
        [.. UnitPatterns.Units.Append(ActionUnit.LipsPart).Order()];

    private static readonly UnitMixture Mixture = new(UnitPatterns.Patterns, UnitPatterns.Uncertainty, UnitPatterns.Price);

    private readonly NeutralBaseline _baseline = new(UnitPatterns.NeutralMean, UnitPatterns.NeutralSpread);
    private readonly float[] _smoothed = new float[Known.Length];
    private bool _hasStarted;

    /// <summary>The units in the next picture.</summary>
    /// <param name="mesh">The face.</param>
    /// <param name="pose">The head's pose.</param>
    /// <param name="seconds">Time since the last picture; large after a gap.</param>
    public IReadOnlyList<ActionUnitIntensity> Estimate(FaceMesh mesh, HeadPose pose, double seconds)
    {
        var measures = WithoutPose(FaceMeasures.Take(mesh, pose), pose);
        _baseline.Learn(measures, IsActive(Intensities(measures)), seconds);
        Smooth(Intensities(measures), seconds);
        return [.. Known.Select((unit, i) => new ActionUnitIntensity(unit, _smoothed[i]))];
    }

    /// <summary>Takes out what turning the head left in the measures.</summary>
    private static float[] WithoutPose(float[] measures, HeadPose pose)
    {
        for (var i = 0; i < measures.Length; i++)
            measures[i] -= (UnitPatterns.PitchSlope[i] * pose.PitchDegrees) + (UnitPatterns.YawSlope[i] * Math.Abs(pose.YawDegrees));
        return measures;
    }

    /// <summary>The unsmoothed intensities of one face, in the order of <see cref="Known"/>.</summary>
    private float[] Intensities(ReadOnlySpan<float> measures)
    {
        var change = new float[measures.Length];
        for (var i = 0; i < change.Length; i++)
            change[i] = measures[i] - _baseline.Neutral[i];
        var aperture = _baseline.Neutral[(int)Measure.EyeAperture];
        var strengths = new UnitStrengths(Mixture.Solve(change), change, Math.Max(aperture, 0.1f));
        return [.. Known.Select(unit => Math.Clamp((strengths.Of(unit) - Trace) / (1 - Trace), 0, 1) * MaxIntensity)];
    }

    private static bool IsActive(float[] intensities) => intensities.Any(intensity => intensity > ActiveIntensity);

    private void Smooth(float[] intensities, double seconds)
    {
        var share = _hasStarted && seconds < LongestGap ? 1 - Math.Exp(-seconds / Smoothing) : 1;
        _hasStarted = true;
        for (var i = 0; i < Known.Length; i++)
            _smoothed[i] += (float)(Known[i] == ActionUnit.Blink ? 1 : share) * (intensities[i] - _smoothed[i]);
    }
}
