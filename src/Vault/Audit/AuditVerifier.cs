using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Audit;

/// <summary>Reads a log without writing to it, also while the product runs: checks every entry, and the whole against exported heads.</summary>
public static class AuditVerifier
{
    /// <summary>Checks a log.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="keys">The practice's keys.</param>
    /// <param name="heads">Exported heads, in any order.</param>
    /// <param name="onEntry">Is told every entry that opens, with its index.</param>
    /// <exception cref="FileNotFoundException">There is no log, and no head says that there was one.</exception>
    /// <exception cref="SealBrokenException">The log's key or head was altered, or belongs to another key ring.</exception>
    public static AuditVerdict Verify(
        string dataFolder, KeyRing keys, IReadOnlyList<SignedTreeHead> heads, Action<long, AuditEntry>? onEntry = null)
    {
        ArgumentNullException.ThrowIfNull(heads);
        var paths = new VaultPaths(dataFolder);
        using var auditKeys = AuditKeys.Open(paths, keys);
        if (auditKeys is null || !File.Exists(paths.AuditLog))
        {
            return heads.MaxBy(head => head.Size) is { Size: > 0 } lost
                ? new AuditVerdict(AuditFinding.RolledBack, 0, MerkleHash.Empty, null, lost, 0)
                : throw new FileNotFoundException($"There is no audit log in {dataFolder}.", paths.AuditLog);
        }

        return Verify(paths.AuditLog, auditKeys, auditKeys.Signing.ExportSubjectPublicKeyInfo(), heads, onEntry);
    }

    /// <summary>Whether a log begins with one of so many entries and that root; no log where none opens.</summary>
    internal static bool Continues(string dataFolder, KeyRing keys, long size, ReadOnlySpan<byte> root)
    {
        var paths = new VaultPaths(dataFolder);
        using var auditKeys = AuditKeys.Open(paths, keys);
        if (auditKeys is null || !File.Exists(paths.AuditLog))
        {
            return false;
        }

        using var file = File.OpenHandle(paths.AuditLog, share: FileShare.ReadWrite | FileShare.Delete);
        using var seal = AuditFile.OpenHeader(file, auditKeys);
        var tree = new MerkleTree();
        (seal is null ? null : AuditScan.Of(file, seal))?.AddTo(tree, file);
        return size >= 0 && size <= tree.Size && tree.Root(size).AsSpan().SequenceEqual(root);
    }

    internal static AuditVerdict Verify(
        string path, AuditKeys keys, byte[] publicKey, IReadOnlyList<SignedTreeHead> heads, Action<long, AuditEntry>? onEntry = null)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        using var seal = AuditFile.OpenHeader(file, keys);
        var scan = seal is null ? new AuditScan([], 0, RandomAccess.GetLength(file), Damaged: false) : AuditScan.Of(file, seal);
        var tree = new MerkleTree();
        scan.AddTo(tree, file);
        var altered = seal is null ? null : FirstThatDoesNotOpen(file, seal, scan, onEntry);
        return altered is null
            ? Compare(tree, scan, heads, publicKey)
            : new AuditVerdict(AuditFinding.Altered, altered.Value, tree.Root(altered.Value), altered, null, scan.TornBytes);
    }

    private static long? FirstThatDoesNotOpen(SafeFileHandle file, FileSeal seal, AuditScan scan, Action<long, AuditEntry>? onEntry)
    {
        var plaintext = new byte[AuditFile.MaxContent];
        for (var i = 0; i < scan.Entries.Count; i++)
        {
            var content = plaintext.AsSpan(0, scan.Entries[i].Header.PlainLength);
            if (!AuditFile.TryRead(file, seal, scan.Entries[i], content))
            {
                return i;
            }

            onEntry?.Invoke(i, AuditEntryFormat.Decode(content));
        }

        return scan.Damaged ? scan.Entries.Count : null;
    }

    private static AuditVerdict Compare(MerkleTree tree, AuditScan scan, IReadOnlyList<SignedTreeHead> heads, byte[] publicKey)
    {
        if (heads.FirstOrDefault(head => !head.IsSignedBy(publicKey)) is { } foreign)
        {
            return Found(AuditFinding.ForeignHead, null, foreign);
        }

        if (heads.MaxBy(head => head.Size) is { } newest && newest.Size > tree.Size)
        {
            // Behind the last entry may lie bytes that a crash would have torn, had no head vouched for them.
            return scan.TornBytes > 0 ? Found(AuditFinding.Altered, tree.Size, newest) : Found(AuditFinding.RolledBack, null, newest);
        }

        var vouched = 0L;
        foreach (var head in heads.OrderBy(head => head.Size))
        {
            if (!tree.Root(head.Size).AsSpan().SequenceEqual(head.Root))
            {
                return Found(AuditFinding.Rewritten, vouched, head);
            }

            vouched = head.Size;
        }

        return Found(AuditFinding.Intact, null, null);

        AuditVerdict Found(AuditFinding finding, long? firstAltered, SignedTreeHead? head) =>
            new(finding, tree.Size, tree.Root(tree.Size), firstAltered, head, scan.TornBytes);
    }
}
