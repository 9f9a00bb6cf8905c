using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Audit;

/// <summary>
/// Follows a log that another process, or this one, writes: each look reads what was added since the last. Writes nothing. Not for two threads
/// at once.
/// </summary>
internal sealed class AuditTail : IDisposable
{
    // Many entries a read: the log may lie on another machine.
    private const int BlockSize = 1 << 18;

    private readonly byte[] _content = new byte[AuditFile.MaxContent];
    private readonly SafeFileHandle _file;
    private readonly FileSeal _seal;
    private long _at = FileHeader.LengthFor(AuditFile.Identity);
    private uint _next;

    private readonly HashSet<string> _practices = [];
    private (long At, long Length, bool Broken) _end;

    private AuditTail(AuditLogPlace place, AuditKeys keys, SafeFileHandle file, FileSeal seal)
    {
        Place = place;
        Keys = keys;
        _file = file;
        _seal = seal;
    }

    public AuditLogPlace Place { get; }

    public AuditKeys Keys { get; }

    /// <summary>How many entries were read.</summary>
    public long Count => _next;

    /// <summary>Where they begin.</summary>
    public AuditMarks Marks { get; } = new();

    /// <returns>Null where no log was begun yet.</returns>
    /// <exception cref="SealBrokenException">Its key or head was altered, or belongs to another key ring.</exception>
    public static AuditTail? TryOpen(AuditLogPlace place, KeyRing ring)
    {
        var paths = new VaultPaths(place.Folder);
        if (!File.Exists(paths.AuditLog) || AuditKeys.Open(paths, ring) is not { } keys)
        {
            return null;
        }

        var file = File.OpenHandle(paths.AuditLog, share: FileShare.ReadWrite | FileShare.Delete);
        FileSeal? seal = null;
        try
        {
            seal = AuditFile.OpenHeader(file, keys);
            return seal is null ? null : new AuditTail(place, keys, file, seal);
        }
        finally
        {
            if (seal is null)
            {
                file.Dispose();
                keys.Dispose();
            }
        }
    }

    /// <summary>Tells the entries that were added since, each with its place.</summary>
    public void ReadNew(Action<long, AuditEntry> onEntry)
    {
        if (RandomAccess.GetLength(_file) <= _at)
        {
            return;
        }

        var block = new byte[BlockSize];
        var read = 0;
        do
        {
            _at += read;
            read = ReadBlock(block.AsSpan(0, RandomAccess.Read(_file, block, _at)), onEntry);
        }
        while (read > 0);
    }

    /// <summary>The entry at a place; null where it does not open.</summary>
    public AuditEntry? Read(long at)
    {
        if (AuditScan.TryReadHeader(_file, _seal, at) is not { } chunk)
        {
            return null;
        }

        var content = _content.AsSpan(0, chunk.Header.PlainLength);
        return AuditFile.TryRead(_file, _seal, chunk, content) ? AuditEntryFormat.Decode(content) : null;
    }

    /// <summary>The entries of a stretch, oldest first. One that does not open is there without content; behind one whose head does not, none is.</summary>
    public IReadOnlyList<AuditRow> ReadStretch(int stretch)
    {
        var from = Marks.PlaceOf(stretch)!.Value;
        var block = new byte[(Marks.PlaceOf(stretch + 1) ?? _at) - from];
        ReadOnlySpan<byte> left = block.AsSpan(0, RandomAccess.Read(_file, block, from));
        var latestMs = Marks.LatestAtFirstOf(stretch);
        var rows = new List<AuditRow>(AuditMarks.Stretch);
        for (var index = (uint)(stretch * AuditMarks.Stretch); index < Math.Min(_next, (stretch + 1) * AuditMarks.Stretch); index++)
        {
            var size = SizeOf(left, index);
            var entry = size is { } bytes ? TryOpen(left[..bytes]) : null;
            latestMs = Math.Max(latestMs, entry?.At.ToUnixTimeMilliseconds() ?? 0);
            rows.Add(new AuditRow(new AuditPosition(latestMs, Place.Name, index), entry));
            if (size is null)
            {
                break;
            }

            left = left[size.Value..];
        }

        return rows;
    }

    /// <summary>Whether an entry of a practice may stand here: also where none bears a practice's id, or the process serves all of them.</summary>
    public bool MayConcern(string practiceId) => Place.OfAll || _practices.Count == 0 || _practices.Contains(practiceId);

    /// <summary>Whether the file was altered behind the last entry that was read, rather than being written, or torn by a crash.</summary>
    public bool IsBroken()
    {
        var length = RandomAccess.GetLength(_file);
        if (_end.At != _at || _end.Length != length)
        {
            _end = (_at, length, length < _at || AuditScan.IsDamaged(_file, _seal, (int)_next, _at));
        }

        return _end.Broken;
    }

    /// <summary>Whether its file is not in its place any more: somebody moved it away, and perhaps put another there.</summary>
    public bool IsReplaced() => !AuditFile.LiesAt(new VaultPaths(Place.Folder).AuditLog, _file);

    /// <returns>How many bytes of the block were whole entries.</returns>
    private int ReadBlock(ReadOnlySpan<byte> block, Action<long, AuditEntry> onEntry)
    {
        var at = 0;
        while (SizeOf(block[at..], _next) is { } size)
        {
            var entry = TryOpen(block.Slice(at, size));
            if (entry is not null)
            {
                Note(entry);
                onEntry(_at + at, entry);
            }
            else if (SizeOf(block[(at + size)..], _next + 1) is null)
            {
                // The newest may be on its way to the disk; an older one was altered, which is for the verifier to say.
                break;
            }

            Marks.Add(_next, _at + at, entry?.At);
            at += size;
            _next++;
        }

        return at;
    }

    private void Note(AuditEntry entry)
    {
        if (entry.PracticeId is { } practice)
        {
            _practices.Add(practice);
        }
    }

    /// <summary>How long the entry is that begins here; null unless it is the one expected, and whole.</summary>
    private int? SizeOf(ReadOnlySpan<byte> from, uint counter) =>
        from.Length >= FileSeal.PrefixSize && _seal.TryOpenHeader(from[..FileSeal.PrefixSize], out var header)
        && header.Counter == counter && header.PlainLength <= AuditFile.MaxContent && header.PlainLength + FileSeal.Overhead <= from.Length
            ? header.PlainLength + FileSeal.Overhead
            : null;

    private AuditEntry? TryOpen(ReadOnlySpan<byte> chunk)
    {
        ChunkHeader.TryRead(chunk, out var header);
        var content = _content.AsSpan(0, header.PlainLength);
        return _seal.TryOpen(header, chunk[FileSeal.PrefixSize..], content) ? AuditEntryFormat.Decode(content) : null;
    }

    public void Dispose()
    {
        _file.Dispose();
        _seal.Dispose();
        Keys.Dispose();
    }
}
