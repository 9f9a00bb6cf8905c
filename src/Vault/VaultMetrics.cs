using System.Diagnostics.Metrics;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault;

/// <summary>The meter <c>PsyCare.Vault</c>. Tag <c>kind</c>: media or affect; never an id.</summary>
internal static class VaultMetrics
{
    private static readonly Meter Meter = new("PsyCare.Vault");

    /// <summary>Milliseconds to seal a chunk; the store's time is not in it.</summary>
    public static Histogram<double> SealMs { get; } =
        Meter.CreateHistogram<double>("psycare.vault.seal.ms", "ms", "Time to seal a chunk.");

    /// <summary>Bytes made durable.</summary>
    public static Counter<long> Bytes { get; } = Meter.CreateCounter<long>("psycare.vault.bytes", "By", "Sealed bytes made durable.");

    /// <summary>Groups of audit entries, or tree heads, that the disk refused.</summary>
    public static Counter<long> AuditFailures { get; } =
        Meter.CreateCounter<long>("psycare.vault.audit.failures", "{failure}", "Writes of the audit log that failed.");

    public static KeyValuePair<string, object?> Tag(SealedKind kind) => new("kind", kind == SealedKind.Media ? "media" : "affect");
}
