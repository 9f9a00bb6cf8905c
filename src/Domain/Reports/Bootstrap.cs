namespace PsyCare.Domain.Reports;

/// <summary>
/// The percentile bootstrap (Efron 1979): means of many samples drawn with replacement; the interval is their middle 95 %. Seeded: the same
/// data always give the same interval.
/// </summary>
public static class Bootstrap
{
    private const int Resamples = 1000;
    private const double Tail = 0.025;
    private const ulong Seed = 20261125;

    /// <summary>
    /// The interval of a ratio of sums, such as a mean over time: units are drawn whole. With blocks of time as units this is the
    /// block bootstrap (Künsch 1989), which does not mistake neighbouring readings for independent ones.
    /// </summary>
    /// <param name="sums">Of each unit, value times weight.</param>
    /// <param name="weights">Of each unit; their sum is above 0.</param>
    /// <param name="fewest">Units of any weight below which there is no interval.</param>
    /// <returns>The ratio and its interval, if any.</returns>
    public static (double Value, Interval? Interval) OfRatio(ReadOnlySpan<double> sums, ReadOnlySpan<double> weights, int fewest)
    {
        var value = Sum(sums) / Sum(weights);
        var filled = 0;
        foreach (var weight in weights)
            filled += weight > 0 ? 1 : 0;
        if (filled < fewest)
            return (value, null);
        var draws = Draws(sums, weights);
        Array.Sort(draws);
        return (value, new Interval(value, Quantiles.OfSorted(draws, Tail), Quantiles.OfSorted(draws, 1 - Tail)));
    }

    /// <summary>The interval of the mean of independent values.</summary>
    public static (double Value, Interval? Interval) OfMean(ReadOnlySpan<double> values, int fewest)
    {
        var ones = new double[values.Length];
        Array.Fill(ones, 1);
        return OfRatio(values, ones, fewest);
    }

    private static double[] Draws(ReadOnlySpan<double> sums, ReadOnlySpan<double> weights)
    {
        var random = Seed;
        var draws = new List<double>(Resamples);
        while (draws.Count < Resamples)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var i = 0; i < sums.Length; i++)
            {
                var drawn = (int)(Next(ref random) % (ulong)sums.Length);
                (sum, weight) = (sum + sums[drawn], weight + weights[drawn]);
            }

            if (weight > 0)
                draws.Add(sum / weight);
        }

        return [.. draws];
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every runtime.</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
