using PsyCare.Domain.Affect;

namespace PsyCare.Vision.Units;

/// <summary>
/// Action Units of one person from picture to picture: what the unit network says, compared with this person at rest, steadied over time. Units
/// of a part of the face that something covers are left out, one by one.
/// </summary>
internal sealed class UnitEstimator
{
    /// <summary>
    /// Time constant of what is watched for signs of life, seconds: half of a change shows at once at 15 frames/s, nine tenths within 140 ms.
    /// </summary>
    private const double Smoothing = 0.06;

    /// <summary>A face that was away for longer starts anew, seconds.</summary>
    private const double LongestGap = 0.7;

    /// <summary>Intensities below are noise: FACS' "trace" begins above.</summary>
    private const float Trace = 0.25f;

    private const float MaxIntensity = 5;

    /// <summary>
    /// A region of which the network says that more than this share is covered hides its units. It shrinks what it is unsure of: of regions covered by
    /// half on people it has not seen, above it are 153 of 154 mouths, 75 of 77 eyes, 103 of 107 noses and 181 of 196 chins (at 0.7: 76, 61, 59 and 111); of
    /// 5,241 faces that nothing covers, six regions in all.
    /// </summary>
    private const float Hidden = 0.2f;

    /// <summary>
    /// From this share on a region may be covered in truth: a disc before one eye and its brow, of which the network says 0.1 to 0.2, makes the other brow look
    /// raised. Of the sides told on held-out renders it takes away one in thirty.
    /// </summary>
    private const float PerhapsCovered = 0.05f;

    private readonly PersonalRest _rest = new();
    private readonly SteadyUnits _steady = new();
    private readonly UnitSides _sides = new();
    private readonly float[] _smoothed = new float[UnitNetwork.Units.Length];
    private bool _hasStarted;

    /// <summary>
    /// Intensity of every unit, 0 to 5, hidden or not, in the order of <see cref="UnitNetwork.Units"/>, smoothed a little only, as signs of life are quick.
    /// </summary>
    public ReadOnlySpan<float> Smoothed => _smoothed;

    /// <summary>The units in the picture that the network just looked at; also teaches the network how this person looks at rest.</summary>
    /// <param name="network">The network after its look.</param>
    /// <param name="seconds">Time since the last picture that was estimated; large after a gap.</param>
    /// <returns>Every unit that can be seen, in FACS order, 0 to 5.</returns>
    public IReadOnlyList<ActionUnitIntensity> Estimate(UnitNetwork network, double seconds)
    {
        Smooth(network, seconds);
        var units = Visible(network);
        Learn(network, seconds);
        return units;
    }

    private ActionUnitIntensity[] Visible(UnitNetwork network)
    {
        var count = 0;
        foreach (var unit in UnitNetwork.Units)
            count += IsHidden(unit, network.Cover) ? 0 : 1;
        var units = new ActionUnitIntensity[count];
        for (int i = 0, next = 0; i < UnitNetwork.Units.Length; i++)
        {
            if (!IsHidden(UnitNetwork.Units[i], network.Cover))
            {
                units[next++] = new(UnitNetwork.Units[i], AboveTrace(_steady.Intensities[i]))
                {
                    Deviation = network.Deviation(i),
                    Asymmetry = _sides.Of(i),
                };
            }
        }

        return units;
    }

    private static float AboveTrace(float intensity) => Math.Clamp((intensity - Trace) / (MaxIntensity - Trace), 0, 1) * MaxIntensity;

    private void Smooth(UnitNetwork network, double seconds)
    {
        var goesOn = _hasStarted && seconds < LongestGap;
        var share = goesOn ? 1 - Math.Exp(-seconds / Smoothing) : 1;
        _hasStarted = true;
        for (var i = 0; i < _smoothed.Length; i++)
        {
            var (left, right) = network.Intensity(i);
            var own = UnitNetwork.Units[i] == ActionUnit.Blink ? 1 : share;
            var intensity = (left + right) / 2;
            _smoothed[i] += (float)own * (intensity - _smoothed[i]);
            _steady.Follow(i, intensity, network.Deviation(i), goesOn ? seconds : null);
            if (goesOn && CoverOf(UnitNetwork.Units[i], network.Cover) <= PerhapsCovered)
                _sides.Follow(i, left - right, seconds);
            else
                _sides.Forget(i);
        }
    }

    private void Learn(UnitNetwork network, double seconds)
    {
        _rest.Start(network.PopulationMean);
        var activity = 0f;
        for (var i = 0; i < UnitNetwork.Units.Length; i++)
            activity += network.OfStranger(i);
        _rest.Learn(network.Embedding, activity, seconds);
        _rest.Rest.CopyTo(network.Rest);
    }

    private static bool IsHidden(ActionUnit unit, ReadOnlySpan<float> cover) => CoverOf(unit, cover) > Hidden;

    /// <summary>Share of the more covered one of a unit's regions.</summary>
    private static float CoverOf(ActionUnit unit, ReadOnlySpan<float> cover)
    {
        var (one, other) = RegionsOf(unit);
        return Math.Max(cover[(int)one], cover[(int)other]);
    }

    private static (FaceRegion One, FaceRegion Other) RegionsOf(ActionUnit unit) => unit switch
    {
        ActionUnit.InnerBrowRaiser or ActionUnit.OuterBrowRaiser or ActionUnit.BrowLowerer => (FaceRegion.LeftBrow, FaceRegion.RightBrow),
        ActionUnit.UpperLidRaiser or ActionUnit.CheekRaiser or ActionUnit.LidTightener or ActionUnit.Blink => (FaceRegion.LeftEye, FaceRegion.RightEye),
        ActionUnit.NoseWrinkler => (FaceRegion.Nose, FaceRegion.Nose),
        ActionUnit.ChinRaiser or ActionUnit.JawDrop => (FaceRegion.Mouth, FaceRegion.Chin),
        _ => (FaceRegion.Mouth, FaceRegion.Mouth),
    };
}
