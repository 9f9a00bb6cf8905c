namespace PsyCare.Domain.Reports;

/// <summary>
/// A trend that single odd sessions cannot turn: the median of the slopes between all pairs of points (Theil 1950, Sen 1968), with Sen's
/// 95 % interval from the ranks of those slopes. Nothing is assumed about how values are distributed.
/// </summary>
public static class TheilSen
{
    /// <summary>Fewest points: with fewer Sen's interval does not reach 95 %.</summary>
    public const int FewestPoints = 6;

    private const double Z = 1.959963984540054;

    /// <summary>The slope of <paramref name="points"/>, y a unit of x; null with too few points.</summary>
    public static Interval? Slope(IReadOnlyList<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < FewestPoints)
            return null;
        var slopes = new List<double>(points.Count * (points.Count - 1) / 2);
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                if (points[i].X != points[j].X)
                    slopes.Add((points[j].Y - points[i].Y) / (points[j].X - points[i].X));
            }
        }

        if (slopes.Count == 0)
            return null;
        double[] sorted = [.. slopes];
        Array.Sort(sorted);
        // Kendall's S between two independent series has this spread; the ranks that far from the middle enclose the slope.
        var spread = Z * Math.Sqrt(VarianceOfS(points));
        var low = Math.Max(0, (int)Math.Floor((sorted.Length - spread) / 2) - 1);
        var high = Math.Min(sorted.Length - 1, (int)Math.Ceiling((sorted.Length + spread) / 2));
        return new Interval(Quantiles.OfSorted(sorted, 0.5), sorted[low], sorted[high]);
    }

    /// <summary>The variance of Kendall's S with ties in either series (Kendall 1970, chapter 4; the two-way term is left out: it is tiny).</summary>
    private static double VarianceOfS(IReadOnlyList<(double X, double Y)> points) =>
        (Term(points.Count) - points.GroupBy(p => p.X).Sum(g => Term(g.Count())) - points.GroupBy(p => p.Y).Sum(g => Term(g.Count()))) / 18;

    private static double Term(double n) => n * (n - 1) * ((2 * n) + 5);
}
