namespace PsyCare.Training.Peer;

/// <summary>
/// Explains a change of the face as a mixture of what single muscles do. Each unit at full strength changes the measures by its pattern;
/// units add up, none is negative and none is boundless, so the strengths are those with the least weighted squares between the mixture and the change,
/// with a small price on every unit so that few explain much (bounded least squares with an L1 term, by coordinate descent).
/// </summary>
internal sealed class UnitMixture
{
    private const int Rounds = 60;
    private const float Ridge = 0.02f;

    /// <summary>No muscle does much more than its pattern; without a limit a weak unit would pass for a strong one like it.</summary>
    private const float Strongest = 1.5f;

    private readonly float[][] _patterns;
    private readonly float[] _weights;
    private readonly float[][] _products;
    private readonly float[] _price;

    /// <summary>Prepares to solve.</summary>
    /// <param name="patterns">For each unit, the change of each measure at full strength.</param>
    /// <param name="uncertainty">For each measure, how far it strays from the model (one standard deviation).</param>
    /// <param name="price">For each unit, the price as a share of what the unit explains at full strength.</param>
    public UnitMixture(float[][] patterns, ReadOnlySpan<float> uncertainty, ReadOnlySpan<float> price)
    {
        _patterns = patterns;
        _weights = new float[uncertainty.Length];
        for (var i = 0; i < _weights.Length; i++)
            _weights[i] = 1 / (uncertainty[i] * uncertainty[i]);
        _products = [.. patterns.Select(one => patterns.Select(other => Product(one, other)).ToArray())];
        _price = new float[patterns.Length];
        for (var i = 0; i < _price.Length; i++)
        {
            _price[i] = price[i] * _products[i][i];
            _products[i][i] *= 1 + Ridge;
        }
    }

    /// <summary>The strength of each unit: 0 absent, 1 as strong as its pattern, at most 1.5.</summary>
    /// <param name="change">How far each measure is from the person's neutral face.</param>
    public float[] Solve(ReadOnlySpan<float> change)
    {
        var strengths = new float[_patterns.Length];
        var gains = new float[_patterns.Length];
        for (var unit = 0; unit < gains.Length; unit++)
            gains[unit] = Product(_patterns[unit], change) - _price[unit];
        for (var round = 0; round < Rounds; round++)
        {
            for (var unit = 0; unit < strengths.Length; unit++)
                strengths[unit] = Math.Clamp(BestAlone(unit, gains[unit], strengths), 0, Strongest);
        }

        return strengths;
    }

    /// <summary>The best strength of one unit while all others stay.</summary>
    private float BestAlone(int unit, float gain, float[] strengths)
    {
        var products = _products[unit];
        for (var other = 0; other < strengths.Length; other++)
        {
            if (other != unit)
                gain -= products[other] * strengths[other];
        }

        return gain / products[unit];
    }

    private float Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0f;
        for (var i = 0; i < _weights.Length; i++)
            sum += one[i] * other[i] * _weights[i];
        return sum;
    }
}
