using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Suggestions;

/// <summary>The rules that look at the patient's face, one session's worth. Fed only with what consent allows to be read.</summary>
public sealed class FaceWatch
{
    private readonly TensionBurstRule _tension = new();
    private readonly StillFaceRule _still = new();

    /// <summary>Takes the next reading in.</summary>
    /// <returns>What is suggested at this moment; mostly nothing.</returns>
    public IReadOnlyList<MarkerSuggestion> Next(AffectSample sample)
    {
        var tension = _tension.Next(sample);
        var still = _still.Next(sample);
        return tension is null && still is null ? [] : new[] { tension, still }.OfType<MarkerSuggestion>().ToList();
    }
}
