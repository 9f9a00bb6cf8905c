using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Audit;

/// <summary>
/// Reads a log that is open for writing, newest entries first, a page at a time. The chunks' places are learnt once (8 bytes an entry) and then
/// only those of new ones. Safe for many threads; they take turns.
/// </summary>
public sealed class AuditReader : IDisposable
{
    /// <summary>Most entries that one page looks at: a search for what is rare goes on where the last page ended.</summary>
    public const int MaxSearched = 20_000;

    /// <summary>An entry may be entered a little after the time that it bears.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<long> _places = [];
    private readonly byte[] _content = new byte[AuditFile.MaxContent];
    private readonly AuditLog _log;
    private readonly SafeFileHandle _file;
    private readonly FileSeal _seal;
    private long _end = FileHeader.LengthFor(AuditFile.Identity);

    internal AuditReader(AuditLog log, string path, AuditKeys keys)
    {
        _log = log;
        _file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        _seal = AuditFile.OpenHeader(_file, keys) ?? throw new SealBrokenException("The audit log has no header.");
    }

    /// <summary>One page.</summary>
    /// <param name="filter">What is wanted.</param>
    /// <param name="before">Only entries before this index; null for the newest.</param>
    /// <param name="take">Most entries.</param>
    public AuditPage Read(AuditFilter filter, long? before, int take)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_gate)
        {
            var known = LearnPlaces(_log.Size);
            long? broken = known < _log.Size ? known : null;
            var at = Math.Clamp(before ?? known, 0, known);
            if (filter.To is { } to)
            {
                at = Math.Min(at, FirstSince(to + Slack, at));
            }

            var found = new List<IndexedEntry>();
            DateTimeOffset? searchedTo = null;
            for (var searched = 0; at > 0 && found.Count < take && searched < MaxSearched; searched++)
            {
                at--;
                if (TryRead(at) is not { } entry)
                {
                    broken = at;
                    continue;
                }

                searchedTo = entry.At;
                if (entry.At + Slack < filter.From)
                {
                    at = 0;
                }
                else if (filter.Matches(entry))
                {
                    found.Add(new IndexedEntry(at, entry));
                }
            }

            return new AuditPage(found, at > 0 ? at : null, searchedTo, broken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _seal.Dispose();
        _file.Dispose();
    }

    /// <returns>How many entries are known; fewer than asked for where one's head was altered.</returns>
    private int LearnPlaces(long size)
    {
        while (_places.Count < size && AuditScan.TryReadHeader(_file, _seal, _end) is { } chunk && chunk.Header.Counter == _places.Count)
        {
            _places.Add(_end);
            _end = AuditScan.EndOf(chunk);
        }

        return _places.Count;
    }

    /// <summary>The first entry before <paramref name="end"/> that bears a time since <paramref name="moment"/>; times grow with the index.</summary>
    private long FirstSince(DateTimeOffset moment, long end)
    {
        var (low, high) = (0L, end);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (TryRead(middle)?.At < moment)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private AuditEntry? TryRead(long index)
    {
        if (AuditScan.TryReadHeader(_file, _seal, _places[(int)index]) is not { } chunk)
        {
            return null;
        }

        var content = _content.AsSpan(0, chunk.Header.PlainLength);
        return AuditFile.TryRead(_file, _seal, chunk, content) ? AuditEntryFormat.Decode(content) : null;
    }
}
