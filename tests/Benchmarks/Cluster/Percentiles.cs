namespace PsyCare.Benchmarks.Cluster;

/// <summary>Percentiles of measured values.</summary>
internal static class Percentiles
{
    /// <summary>The value below which a share of all lies (nearest rank); NaN where nothing was measured.</summary>
    public static double Of(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
