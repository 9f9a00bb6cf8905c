using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Suggestions;

/// <summary>Reading a sample.</summary>
internal static class AffectSampleExtensions
{
    /// <summary>The unit's intensity, 0 to 5; 0 where there is no reading of it.</summary>
    public static float IntensityOf(this AffectSample sample, ActionUnit unit) =>
        sample.Reading.ActionUnits.FirstOrDefault(u => u.Unit == unit)?.Intensity ?? 0;
}
