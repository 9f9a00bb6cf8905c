namespace PsyCare.Training.Peer;

/// <summary>
/// Learns what one person's face measures at rest. It starts at the population's mean and moves to where the measures stay when nothing
/// happens: an expression lies several standard deviations off and so hardly counts (Welsch's weight), and while units are clearly active
/// little is learned at all. So a person who smiles from the start is not taken to be neutral, and an unusual face is still learned, more slowly.
/// </summary>
internal sealed class NeutralBaseline
{
    /// <summary>Weight of a picture in which units are active.</summary>
    private const float ActiveWeight = 0.07f;

    /// <summary>A measure this many standard deviations off counts e^-0.5 as much.</summary>
    private const float Tolerance = 1.5f;

    /// <summary>The first picture already counts as if seen for this long, seconds.</summary>
    private const double Settling = 0.3;

    /// <summary>Once learned, the baseline follows slow changes within this time, seconds.</summary>
    private const double Memory = 25;

    /// <summary>No picture counts for longer, however long the gap before it, seconds.</summary>
    private const double LongestStep = 0.25;

    private readonly float[] _spread;
    private readonly double[] _learned;
    private readonly float[] _neutral;

    /// <summary>A baseline that knows the population only.</summary>
    /// <param name="mean">Mean of each measure over neutral faces of different people.</param>
    /// <param name="spread">Its standard deviation over people.</param>
    public NeutralBaseline(ReadOnlySpan<float> mean, ReadOnlySpan<float> spread)
    {
        _neutral = mean.ToArray();
        _spread = spread.ToArray();
        _learned = new double[_neutral.Length];
    }

    /// <summary>Each measure at rest, as far as known.</summary>
    public ReadOnlySpan<float> Neutral => _neutral;

    /// <summary>Takes in one picture.</summary>
    /// <param name="measures">Its measures.</param>
    /// <param name="isActive">Whether any unit is clearly active in it.</param>
    /// <param name="seconds">Time since the last one.</param>
    public void Learn(ReadOnlySpan<float> measures, bool isActive, double seconds)
    {
        var step = Math.Min(seconds, LongestStep) * (isActive ? ActiveWeight : 1);
        for (var i = 0; i < _neutral.Length; i++)
        {
            var distance = (measures[i] - _neutral[i]) / (_spread[i] * Tolerance);
            var weighted = step * Math.Exp(-0.5 * distance * distance);
            _learned[i] = Math.Min(_learned[i] + weighted, Memory);
            var share = weighted / (_learned[i] + Settling);
            _neutral[i] += (float)share * (measures[i] - _neutral[i]);
        }
    }
}
