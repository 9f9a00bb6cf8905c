using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Audit;

/// <summary>What a walk along the log finds: the entries whose place and head are authentic, and how they end.</summary>
/// <param name="Entries">From the first on.</param>
/// <param name="IntactLength">Bytes up to the end of the last of them.</param>
/// <param name="TornBytes">Bytes after that.</param>
/// <param name="Damaged">Whether those bytes were altered, rather than torn by a crash or still being written.</param>
internal sealed record AuditScan(IReadOnlyList<ChunkEntry> Entries, long IntactLength, long TornBytes, bool Damaged)
{
    private const int MaxGroupBytes = AuditFile.MaxGroup * AuditFile.MaxStored;

    public static AuditScan Of(SafeFileHandle file, FileSeal seal)
    {
        var entries = new List<ChunkEntry>();
        var at = (long)FileHeader.LengthFor(AuditFile.Identity);
        while (TryReadHeader(file, seal, at) is { } entry && entry.Header.Counter == entries.Count)
        {
            entries.Add(entry);
            at = EndOf(entry);
        }

        CutTornContent(file, seal, entries, ref at);
        return new AuditScan(entries, at, RandomAccess.GetLength(file) - at, IsDamaged(file, seal, entries.Count, at));
    }

    /// <summary>Whether what lies behind so many entries was altered, rather than torn by a crash or still being written.</summary>
    public static bool IsDamaged(SafeFileHandle file, FileSeal seal, int entries, long at)
    {
        var torn = RandomAccess.GetLength(file) - at;
        return torn > MaxGroupBytes || WasAltered(file, seal, entries, at, (int)torn);
    }

    /// <summary>Adds every entry's leaf.</summary>
    public void AddTo(MerkleTree tree, SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[AuditFile.MaxStored];
        foreach (var entry in Entries)
        {
            tree.Add(MerkleHash.Leaf(ReadStored(file, entry, buffer)));
        }
    }

    /// <summary>An entry as it is stored: what its leaf hash is over.</summary>
    public static ReadOnlySpan<byte> ReadStored(SafeFileHandle file, in ChunkEntry entry, Span<byte> buffer)
    {
        var stored = buffer[..(entry.Header.PlainLength + FileSeal.Overhead)];
        return stored[..RandomAccess.Read(file, stored, entry.BodyAt - FileSeal.PrefixSize)];
    }

    // Only entries of the last group may have lost their content in a crash: earlier groups were flushed before the next was begun.
    private static void CutTornContent(SafeFileHandle file, FileSeal seal, List<ChunkEntry> entries, ref long at)
    {
        var plaintext = new byte[AuditFile.MaxContent];
        var first = entries.Count == 0 ? 0 : (int)GroupOf(entries[^1].Header);
        for (var i = first; i < entries.Count; i++)
        {
            if (!AuditFile.TryRead(file, seal, entries[i], plaintext.AsSpan(0, entries[i].Header.PlainLength)))
            {
                at = entries[i].BodyAt - FileSeal.PrefixSize;
                entries.RemoveRange(i, entries.Count - i);
            }
        }
    }

    // An authentic head behind the break is a crash's doing only in the very group that broke, and never in the broken entry's place.
    private static bool WasAltered(SafeFileHandle file, FileSeal seal, int expected, long at, int torn)
    {
        var tail = new byte[torn];
        var length = RandomAccess.Read(file, tail, at);
        for (var offset = 0; offset + FileSeal.PrefixSize <= length; offset++)
        {
            if (seal.TryOpenHeader(tail.AsSpan(offset, FileSeal.PrefixSize), out var header)
                && (GroupOf(header) > expected || (offset == 0 && header.Counter != expected)))
            {
                return true;
            }
        }

        return false;
    }

    private static long GroupOf(in ChunkHeader header) => header.Counter - (long)header.Info.DurationMs;

    /// <summary>The chunk that begins at <paramref name="at"/>; null unless its head is authentic and all of it is there.</summary>
    public static ChunkEntry? TryReadHeader(SafeFileHandle file, FileSeal seal, long at)
    {
        Span<byte> prefix = stackalloc byte[FileSeal.PrefixSize];
        if (RandomAccess.Read(file, prefix, at) != prefix.Length
            || !seal.TryOpenHeader(prefix, out var header)
            || header.PlainLength > AuditFile.MaxContent)
        {
            return null;
        }

        var entry = ChunkEntry.Of(header, prefix, at);
        return EndOf(entry) <= RandomAccess.GetLength(file) ? entry : null;
    }

    /// <summary>Where the next chunk begins.</summary>
    public static long EndOf(in ChunkEntry entry) => entry.BodyAt + entry.Header.PlainLength + GcmKey.TagSize;
}
