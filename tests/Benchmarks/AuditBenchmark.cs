using System.Diagnostics;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Benchmarks;

/// <summary>Durable audit entries a second, from many callers at once, each with a checked proof of its inclusion.</summary>
internal static class AuditBenchmark
{
    public const int Callers = 256;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task<double> EntriesPerSecondAsync(string folder)
    {
        var data = Path.Combine(folder, "data");
        using var keys = KeyRing.OpenOrCreate(Path.Combine(folder, "keys", "keyring.json"), data);
        await using var log = AuditLog.Open(data, Path.Combine(folder, "heads.jsonl"), keys, TimeProvider.System);
        await log.AppendAsync(AuditAction.SignedIn, "warm-up");
        var watch = Stopwatch.StartNew();
        var written = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => AppendAsync(log, watch))));
        return written.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> AppendAsync(AuditLog log, Stopwatch watch)
    {
        var written = 0L;
        for (; watch.Elapsed < Measured; written++)
        {
            var proof = log.Prove(await log.AppendAsync(AuditAction.ContentRead, "clinician", "session", "recording"));
            if (!MerkleProof.IsIncluded(proof.LeafHash, proof.Index, proof.Path, proof.Head.Size, proof.Head.Root))
                throw new InvalidOperationException($"The proof of entry {proof.Index} does not hold.");
        }

        return written;
    }
}
