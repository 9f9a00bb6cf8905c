namespace PsyCare.Domain.Reports;

/// <summary>An estimate and the 95 % interval around it; which method made it is said where it is made.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record Interval(double Value, double Low, double High);

/// <summary>Order statistics.</summary>
public static class Quantiles
{
    /// <summary>A quantile of sorted values, between neighbours in proportion (Hyndman and Fan 1996, type 7).</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length
            ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]))
            : sorted[below];
    }

    /// <summary>The median of values in any order; at least one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return OfSorted(sorted, 0.5);
    }

    /// <summary>Weighted quantiles: the first value at which that share of the total weight is reached.</summary>
    /// <param name="values">Values by size, each with its weight; at least one weight above 0.</param>
    /// <param name="shares">Ascending, 0 to 1.</param>
    public static double[] OfWeighted(IReadOnlyList<(double Value, long Weight)> values, ReadOnlySpan<double> shares)
    {
        ArgumentNullException.ThrowIfNull(values);
        var total = values.Sum(v => v.Weight);
        var quantiles = new double[shares.Length];
        var (at, reached) = (0, values[0].Weight);
        for (var i = 0; i < shares.Length; i++)
        {
            while (at + 1 < values.Count && reached < shares[i] * total)
                reached += values[++at].Weight;
            quantiles[i] = values[at].Value;
        }

        return quantiles;
    }
}
