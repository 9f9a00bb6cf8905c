using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Audit;

/// <summary>What is known of one of the logs.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Entries">How many entries it has; null where it is not there, or does not open.</param>
/// <param name="NewestAt">When the newest was made.</param>
/// <param name="Replaced">Whether another file lay there before, since it is followed.</param>
public sealed record FollowedLog(AuditLogPlace Place, long? Entries, DateTimeOffset? NewestAt, bool Replaced);

/// <summary>
/// All audit logs of a deployment, as they grow: those of other processes and this one's. Each is read once, and then only what was added. One that was
/// moved away, begun anew or put back from a backup is read as it lies there now. Safe for many threads.
/// </summary>
public sealed class FollowedLogs : IDisposable
{
    private readonly Dictionary<string, AuditTail> _tails = [];
    private readonly List<AuditTail> _replaced = [];
    private readonly Func<IEnumerable<AuditLogPlace>> _places;
    private readonly KeyRing _ring;
    private readonly Action<AuditTail, long, AuditEntry> _onEntry;

    /// <param name="places">The logs as of now.</param>
    /// <param name="ring">The practice's keys.</param>
    /// <param name="onEntry">Is told each entry and its place, once, under the gate.</param>
    internal FollowedLogs(Func<IEnumerable<AuditLogPlace>> places, KeyRing ring, Action<AuditTail, long, AuditEntry> onEntry) =>
        (_places, _ring, _onEntry) = (places, ring, onEntry);

    /// <summary>Held by whoever uses the tails.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The logs in which entries of a practice stand, or may stand; also those of which only exported heads are left.</summary>
    public IReadOnlyList<FollowedLog> Of(string practiceId)
    {
        lock (Gate)
        {
            ReadNew();
            return [.. _places().Select(place => (Place: place, Tail: _tails.GetValueOrDefault(place.Folder)))
                .Where(log => log.Tail?.MayConcern(practiceId) != false)
                .Select(log => new FollowedLog(
                    log.Place, log.Tail?.Count, NewestAt(log.Tail), _replaced.Exists(tail => tail.Place.Folder == log.Place.Folder)))];
        }
    }

    /// <summary>Checks every entry of a log as it lies on the disk, and the whole against its exported heads.</summary>
    /// <param name="place">Which log.</param>
    /// <param name="heads">How many exported heads there were.</param>
    /// <returns>Null where it was not begun yet.</returns>
    /// <exception cref="InvalidDataException">The file of exported heads has a line that is none.</exception>
    public AuditVerdict? Verify(AuditLogPlace place, out int heads)
    {
        ArgumentNullException.ThrowIfNull(place);
        var exported = TreeHeadFile.Read(place.HeadsFile);
        heads = exported.Count;
        try
        {
            return AuditVerifier.Verify(place.Folder, _ring, exported);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (SealBrokenException)
        {
            return AuditVerdict.NothingOpens;
        }
    }

    /// <summary>Whether a log begins with one that somebody noted: so many entries, with that root.</summary>
    public bool Continues(AuditLogPlace place, long size, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(place);
        try
        {
            return AuditVerifier.Continues(place.Folder, _ring, size, root);
        }
        catch (SealBrokenException)
        {
            return false;
        }
    }

    /// <summary>Where all of them lie, other practices' too.</summary>
    public IEnumerable<AuditLogPlace> Places() => _places();

    /// <summary>Those whose file is not in its place any more, as they were followed before; under the gate.</summary>
    internal IReadOnlyCollection<AuditTail> Replaced => _replaced;

    /// <summary>Reads what was added, under the gate; all logs that open.</summary>
    internal IReadOnlyCollection<AuditTail> ReadNew()
    {
        // Kept open: pages that are under way, and what is known of recordings, still read them.
        foreach (var tail in _tails.Values.Where(tail => tail.IsReplaced()).ToList())
        {
            _tails.Remove(tail.Place.Folder);
            _replaced.Add(tail);
        }

        foreach (var place in _places())
        {
            if (place.IsThere && !_tails.TryGetValue(place.Folder, out var tail) && TryOpen(place) is { } opened)
            {
                _tails[place.Folder] = opened;
            }
        }

        foreach (var tail in _tails.Values)
        {
            tail.ReadNew((at, entry) => _onEntry(tail, at, entry));
        }

        return _tails.Values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            foreach (var tail in _tails.Values.Concat(_replaced))
            {
                tail.Dispose();
            }

            _tails.Clear();
            _replaced.Clear();
        }
    }

    private static DateTimeOffset? NewestAt(AuditTail? tail) =>
        tail is { Count: > 0 } ? DateTimeOffset.FromUnixTimeMilliseconds(tail.Marks.LatestMs) : null;

    private AuditTail? TryOpen(AuditLogPlace place)
    {
        try
        {
            return AuditTail.TryOpen(place, _ring);
        }
        catch (SealBrokenException)
        {
            // Another ring's, or altered: its own process does not start with it, and the verifier says so.
            return null;
        }
    }
}
