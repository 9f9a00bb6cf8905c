using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Audit;

/// <summary>
/// The log on disk: a sealed file (<see cref="FileHeader"/>) with one chunk an entry. Entries are written in groups of one write and one
/// flush; a chunk's duration field holds its position in its group, so that what a crash tore is told from what was altered. Not for two
/// threads at once.
/// </summary>
internal sealed class AuditFile : IDisposable
{
    /// <summary>Bound on an entry's content, bytes.</summary>
    public const int MaxContent = 512;

    /// <summary>Bound on an entry as it is stored, bytes.</summary>
    public const int MaxStored = MaxContent + FileSeal.Overhead;

    /// <summary>Bound on the entries of a group.</summary>
    public const int MaxGroup = 512;

    public static readonly FileIdentity Identity = new(SealedKind.Audit, VaultPaths.AuditContext, "log", 0);

    private readonly string _path;
    private readonly FileSeal _seal;
    private readonly Func<string, long, IAppendFile> _continue;
    private readonly byte[] _buffer = new byte[MaxGroup * MaxStored];
    private IAppendFile? _file;
    private long _length;
    private long _count;

    private AuditFile(string path, FileSeal seal, Func<string, long, IAppendFile> @continue)
    {
        _path = path;
        _seal = seal;
        _continue = @continue;
    }

    /// <summary>Opens the log, or begins it. A tail that a crash tore is cut off; the leaves of the rest go into the tree.</summary>
    /// <exception cref="SealBrokenException">It was altered: nothing may be appended, for that would bury it.</exception>
    public static AuditFile Open(string path, AuditKeys keys, MerkleTree tree, Func<string, long, IAppendFile> @continue)
    {
        if (File.Exists(path))
        {
            using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            if (OpenHeader(handle, keys) is { } seal)
            {
                var scan = AuditScan.Of(handle, seal);
                RefuseDamaged(path, seal, scan);
                scan.AddTo(tree, handle);
                return new AuditFile(path, seal, @continue) { _length = scan.IntactLength, _count = scan.Entries.Count };
            }

            // Shorter than its header: a crash at its very beginning, it holds nothing.
            Folders.RemoveFile(path);
        }

        return Create(path, keys, @continue);
    }

    /// <summary>Checks the log's header.</summary>
    /// <returns>The log's seal; null when a crash left less than a header.</returns>
    /// <exception cref="SealBrokenException">Not this log.</exception>
    public static FileSeal? OpenHeader(SafeFileHandle file, AuditKeys keys) =>
        SealedFileReader.OpenHeader(HeaderOf(file), RandomAccess.GetLength(file), Identity, keys.DataKey, []);

    /// <summary>Whether a path still leads to a log that is open.</summary>
    public static bool LiesAt(string path, SafeFileHandle file)
    {
        // Opened only where the lengths differ, for it may be on another machine; another log of the same length is told once one of them grows.
        var length = RandomAccess.GetLength(file);
        if (new FileInfo(path) is { Exists: true } seen && seen.Length == length)
        {
            return true;
        }

        try
        {
            using var there = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var now = RandomAccess.GetLength(there);
            return now >= length && now <= RandomAccess.GetLength(file) && HeaderOf(there).SequenceEqual(HeaderOf(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Opens the content of an entry; false where it was altered.</summary>
    public static bool TryRead(SafeFileHandle file, FileSeal seal, in ChunkEntry entry, Span<byte> content)
    {
        var body = new byte[entry.Header.PlainLength + GcmKey.TagSize];
        return RandomAccess.Read(file, body, entry.BodyAt) == body.Length && seal.TryOpen(entry.Header, body, content);
    }

    /// <summary>Seals entries and returns their leaf hashes once they are on disk. After a failure none of them is in the log.</summary>
    public IReadOnlyList<byte[]> Commit(IReadOnlyList<byte[]> contents, long atMs)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contents.Count, MaxGroup);
        var leaves = new byte[contents.Count][];
        var length = 0;
        for (var i = 0; i < leaves.Length; i++)
        {
            var stored = Seal(contents[i], i, atMs, _buffer.AsSpan(length));
            leaves[i] = MerkleHash.Leaf(stored);
            length += stored.Length;
        }

        Write(_buffer.AsSpan(0, length));
        _length += length;
        _count += leaves.Length;
        return leaves;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _seal.Dispose();
    }

    // It has a random salt: only a copy of a log begins as the log does.
    private static byte[] HeaderOf(SafeFileHandle file)
    {
        var header = new byte[FileHeader.LengthFor(Identity)];
        return header[..RandomAccess.Read(file, header, 0)];
    }

    private static void RefuseDamaged(string path, FileSeal seal, AuditScan scan)
    {
        if (scan.Damaged)
        {
            seal.Dispose();
            throw new SealBrokenException(
                $"The audit log {path} was altered at entry {scan.Entries.Count}. Keep its folder and the exported tree heads as evidence: "
                + "move both away, and a new log begins.");
        }
    }

    private static AuditFile Create(string path, AuditKeys keys, Func<string, long, IAppendFile> @continue)
    {
        var (header, seal) = FileHeader.Create(Identity, keys.DataKey, []);
        using (var file = AppendFile.Create(path))
        {
            file.Append(header);
            file.Flush();
        }

        return new AuditFile(path, seal, @continue) { _length = header.Length };
    }

    private ReadOnlySpan<byte> Seal(byte[] content, int position, long atMs, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, MaxContent);
        var counter = checked((uint)(_count + position));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counter, FileSeal.MaxCounter);
        var info = new ChunkInfo(atMs, (uint)position, ChunkFlags.None);
        var stored = destination[..(content.Length + FileSeal.Overhead)];
        _seal.Seal(new ChunkHeader(counter, content.Length, FileSeal.NewNoncePart(), info), content, stored);
        return stored;
    }

    // After a failure the file is opened anew and what the failed write left is cut off.
    private void Write(ReadOnlySpan<byte> bytes)
    {
        _file ??= _continue(_path, _length);
        try
        {
            _file.Append(bytes);
            _file.Flush();
        }
        catch
        {
            _file.Dispose();
            _file = null;
            throw;
        }
    }
}
