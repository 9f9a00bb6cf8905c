namespace PsyCare.Vault.Audit;

/// <summary>
/// Reads all logs of a deployment as one, newest entries first, a page at a time. A page opens of each log only what has its turn, so its cost does not
/// grow with the number of logs that ended long ago. Safe for many threads.
/// </summary>
/// <param name="logs">The logs.</param>
public sealed class AuditReader(FollowedLogs logs)
{
    /// <summary>Most entries that one page looks at: a search for what is rare goes on where the last page ended.</summary>
    public const int MaxSearched = 20_000;

    /// <summary>An entry may be entered a little after the time that it bears.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>One page.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="filter">What is wanted.</param>
    /// <param name="before">Only entries behind this place, which the last page gave; null for the newest.</param>
    /// <param name="take">Most entries.</param>
    public AuditPage Read(AuditScope scope, AuditFilter filter, AuditPosition? before, int take)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        var (queue, broken) = Begin(scope, Start(filter, before));
        var found = new List<IndexedEntry>();
        AuditPosition? last = null;
        var earliest = (filter.From ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds();
        for (var searched = 0; queue.Count > 0 && found.Count < take && searched < MaxSearched;)
        {
            var cursor = queue.Dequeue();
            if (cursor.Next!.LatestMs < earliest)
            {
                // So are all others, and what they say can only be older.
                queue.Clear();
                break;
            }

            if (cursor.Take() is { } row)
            {
                searched++;
                last = row.Position;
                Look(row, cursor.Log);
            }

            if (cursor.Next is { } next)
            {
                queue.Enqueue(cursor, next);
            }
        }

        var searchedTo = last is null ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(last.LatestMs);
        return new AuditPage(found, queue.Count > 0 ? last : null, searchedTo, broken);

        void Look(AuditRow row, AuditTail log)
        {
            var name = log.Place.Name;
            if (row.Entry is not { } entry)
            {
                broken = log.MayConcern(scope.PracticeId) ? new BrokenEntry(name, row.Position.Index) : broken;
            }
            else if (scope.Sees(name, entry) && filter.Matches(entry))
            {
                found.Add(new IndexedEntry(name, row.Position.Index, entry));
            }
        }
    }

    private static AuditPosition? Start(AuditFilter filter, AuditPosition? before)
    {
        var start = filter.To is { } to ? AuditPosition.At(to + Slack) : null;
        return before is null || start?.IsBehind(before) == true ? start : before;
    }

    /// <summary>All logs, those with the newest entries first; and a log that does not open to its end, if any.</summary>
    private (PriorityQueue<AuditCursor, AuditPosition> Queue, BrokenEntry? Broken) Begin(AuditScope scope, AuditPosition? before)
    {
        var queue = new PriorityQueue<AuditCursor, AuditPosition>(AuditPosition.Order);
        BrokenEntry? broken = null;
        lock (logs.Gate)
        {
            foreach (var log in logs.ReadNew())
            {
                if (before is null && log.IsBroken() && log.MayConcern(scope.PracticeId))
                {
                    broken = new BrokenEntry(log.Place.Name, log.Count);
                }

                var cursor = new AuditCursor(logs, log, before);
                if (cursor.Next is { } next)
                {
                    queue.Enqueue(cursor, next);
                }
            }
        }

        return (queue, broken);
    }
}
