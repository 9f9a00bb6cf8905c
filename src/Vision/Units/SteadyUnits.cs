using PsyCare.Domain.Affect;

namespace PsyCare.Vision.Units;

/// <summary>
/// Intensities steadied over time. Noise, compression and the tracker's aim differ from reading to reading while an expression lasts: readings that differ by
/// less than the network expects to err are averaged, one that differs by more is a change and is followed at once.
/// </summary>
internal sealed class SteadyUnits
{
    /// <summary>Time constant of the average of readings that agree, seconds.</summary>
    private const double Memory = 0.2;

    private readonly float[] _intensities = new float[UnitNetwork.Units.Length];

    /// <summary>Intensity of every unit, 0 to 5, in the order of <see cref="UnitNetwork.Units"/>.</summary>
    public ReadOnlySpan<float> Intensities => _intensities;

    /// <summary>Takes in what the next reading says of a unit.</summary>
    /// <param name="unit">Its place in <see cref="UnitNetwork.Units"/>.</param>
    /// <param name="intensity">0 to 5.</param>
    /// <param name="deviation">Standard deviation that the network expects of it.</param>
    /// <param name="seconds">Time since the last reading; null where the face was not followed since, and nothing before counts.</param>
    public void Follow(int unit, float intensity, float deviation, double? seconds)
    {
        var apart = intensity - _intensities[unit];
        // A blink is over before it could be averaged.
        var share = seconds is { } past && UnitNetwork.Units[unit] != ActionUnit.Blink ? Share(apart / deviation, past) : 1;
        _intensities[unit] += (float)share * apart;
    }

    /// <summary>How much a reading counts that is so many deviations from the average of those before.</summary>
    private static double Share(double deviations, double seconds) => seconds / (seconds + (Memory / (1 + (deviations * deviations))));
}
