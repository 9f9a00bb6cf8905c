namespace PsyCare.Vault.Audit;

/// <summary>
/// Where in a log each stretch of 64 entries begins, and the latest moment that entries bore up to there: enough to go back through it without its
/// beginning, for a quarter of a byte an entry.
/// </summary>
internal sealed class AuditMarks
{
    /// <summary>Entries in a stretch.</summary>
    public const int Stretch = 64;

    private readonly List<(long Place, long LatestMs)> _marks = [];

    /// <summary>The latest moment that any entry bore, ms since 1970.</summary>
    public long LatestMs { get; private set; }

    /// <summary>Notes an entry, in the order of the log.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="place">Where it begins.</param>
    /// <param name="at">When it was made; null where it does not open.</param>
    public void Add(long index, long place, DateTimeOffset? at)
    {
        LatestMs = Math.Max(LatestMs, at?.ToUnixTimeMilliseconds() ?? 0);
        if (index % Stretch == 0)
        {
            _marks.Add((place, LatestMs));
        }
    }

    /// <summary>Where a stretch begins; null where there is no such stretch yet.</summary>
    public long? PlaceOf(int stretch) => stretch < _marks.Count ? _marks[stretch].Place : null;

    /// <summary>The latest moment up to the first entry of a stretch, ms since 1970.</summary>
    public long LatestAtFirstOf(int stretch) => _marks[stretch].LatestMs;

    /// <summary>No entry of the stretch has a later one, ms since 1970.</summary>
    public long LatestUpToEndOf(int stretch) => stretch + 1 < _marks.Count ? _marks[stretch + 1].LatestMs : LatestMs;

    /// <summary>The last stretch that begins no later than a moment; -1 where none does.</summary>
    public int LastUpTo(long latestMs)
    {
        var (low, high) = (0, _marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _marks[middle].LatestMs <= latestMs ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
