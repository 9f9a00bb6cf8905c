using System.Globalization;

namespace PsyCare.Benchmarks;

/// <summary>
/// What the vault costs and bears on one core: sealing, recordings side by side, audit entries, rotation of the practice's key.
/// </summary>
internal static class VaultBenchmark
{
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("psycare-bench-");
        try
        {
            var sealing = SealingBenchmark.GigabytesPerSecond();
            var openssl = SealingBenchmark.OpenSslGigabytesPerSecond();
            Line($"Sealing, 64 KiB a chunk, one thread        {sealing.GigabytesPerSecond,8:F2} GB/s, {sealing.BytesAllocated} bytes allocated a chunk");
            Console.WriteLine(openssl is null
                ? "openssl speed aes-256-gcm                  not found: no ratio"
                : string.Create(CultureInfo.InvariantCulture, $"openssl speed aes-256-gcm, 64 KiB          {openssl,8:F2} GB/s"));
            var audit = await AuditBenchmark.EntriesPerSecondAsync(Path.Combine(folder.FullName, "audit"));
            Line($"Audit entries, durable, each proved        {audit,8:F0} /s with {AuditBenchmark.Callers} callers");
            var (recordings, ackP99) = await RecordingBenchmark.RunAsync(folder.FullName);
            var rewrap = RewrapBenchmark.Seconds(Path.Combine(folder.FullName, "rewrap"));
            Line($"A new practice key, 100,000 data keys       {rewrap,8:F1} s");
            var ratio = openssl is null ? "" : string.Create(CultureInfo.InvariantCulture, $" openssl_ratio={sealing.GigabytesPerSecond / openssl:F2}");
            Line($"RESULT vault seal_gbps={sealing.GigabytesPerSecond:F2}{ratio} recordings={recordings} ack_p99_ms={ackP99:F0} audit_per_s={audit:F0} rewrap_100k_s={rewrap:F1}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
