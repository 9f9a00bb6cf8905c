namespace PsyCare.Vault.Audit;

/// <summary>An entry as it is met on the way back through a log.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Entry">What it says; null where it does not open: the log was altered.</param>
internal sealed record AuditRow(AuditPosition Position, AuditEntry? Entry);

/// <summary>
/// Goes back through one log from a position, a stretch at a time, each read only when its turn comes among the other logs. Entries that are added
/// meanwhile are not met.
/// </summary>
internal sealed class AuditCursor
{
    private readonly FollowedLogs _logs;
    private readonly AuditPosition? _before;
    private readonly long _count;
    private readonly Stack<AuditRow> _rows = new();
    private int _stretch;

    public AuditCursor(FollowedLogs logs, AuditTail log, AuditPosition? before)
    {
        (_logs, Log, _before) = (logs, log, before);
        lock (logs.Gate)
        {
            _count = log.Count;
            _stretch = log.Marks.LastUpTo(before?.LatestMs ?? long.MaxValue);
            Next = NextStretch();
        }
    }

    public AuditTail Log { get; }

    /// <summary>Where the next entry stands, or no earlier in the order than which it stands; null at the log's beginning.</summary>
    public AuditPosition? Next { get; private set; }

    /// <summary>Takes the next entry; null where the stretch in which it lies had to be read first.</summary>
    public AuditRow? Take()
    {
        if (!_rows.TryPop(out var row))
        {
            ReadStretch();
        }

        lock (_logs.Gate)
        {
            Next = _rows.TryPeek(out var following) ? following.Position : NextStretch();
        }

        return row;
    }

    private void ReadStretch()
    {
        lock (_logs.Gate)
        {
            foreach (var row in Log.ReadStretch(_stretch--))
            {
                if (row.Position.Index < _count && row.Position.IsBehind(_before))
                {
                    _rows.Push(row);
                }
            }
        }
    }

    private AuditPosition? NextStretch() => _stretch < 0 ? null : new(Log.Marks.LatestUpToEndOf(_stretch), Log.Place.Name, long.MaxValue);
}
