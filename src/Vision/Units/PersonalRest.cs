namespace PsyCare.Vision.Units;

/// <summary>
/// Learns a person's embedding at rest: the mean of all pictures so far, each weighted by how calm it was compared with the calmest. How calm is
/// judged as of a stranger, so that nothing learned before bends it. People at large count as one more, rather calm, picture: who smiles or
/// cries from the first moment is compared with them until a calmer moment comes.
/// </summary>
internal sealed class PersonalRest
{
    /// <summary>A picture whose units sum to this much more than the calmest's counts a third as much.</summary>
    private const float Scale = 1.5f;

    /// <summary>The sum of units that people at large are taken to show, and how long they count as seen, seconds.</summary>
    private const float PopulationActivity = 4f;
    private const double PopulationSeconds = 0.4;

    /// <summary>What was seen this long ago counts a third as much, seconds: light, glasses and posture change.</summary>
    private const double Memory = 150;

    /// <summary>No picture counts for longer, however long the gap before it, seconds.</summary>
    private const double LongestStep = 0.5;

    private readonly double[] _sum = new double[UnitNetwork.EmbeddingSize];
    private readonly float[] _rest = new float[UnitNetwork.EmbeddingSize];
    private double _weight;
    private float _calmest = PopulationActivity;
    private bool _hasPopulation;

    /// <summary>The embedding at rest, as far as known.</summary>
    public ReadOnlySpan<float> Rest => _rest;

    /// <summary>Starts with people at large.</summary>
    public void Start(ReadOnlySpan<float> population)
    {
        if (_hasPopulation)
            return;
        _hasPopulation = true;
        Add(population, PopulationSeconds);
    }

    /// <summary>Takes in one picture.</summary>
    /// <param name="embedding">Its embedding.</param>
    /// <param name="activity">The sum of its units' intensities, as of a stranger.</param>
    /// <param name="seconds">Time since the last one.</param>
    public void Learn(ReadOnlySpan<float> embedding, float activity, double seconds)
    {
        if (activity < _calmest)
        {
            Fade(Math.Exp((activity - _calmest) / Scale));
            _calmest = activity;
        }

        var step = Math.Min(seconds, LongestStep);
        Fade(Math.Exp(-step / Memory));
        Add(embedding, step * Math.Exp((_calmest - activity) / Scale));
    }

    private void Fade(double share)
    {
        _weight *= share;
        foreach (ref var value in _sum.AsSpan())
            value *= share;
    }

    private void Add(ReadOnlySpan<float> embedding, double weight)
    {
        _weight += weight;
        for (var i = 0; i < _sum.Length; i++)
        {
            _sum[i] += weight * embedding[i];
            _rest[i] = (float)(_sum[i] / _weight);
        }
    }
}
