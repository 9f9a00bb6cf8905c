namespace PsyCare.Grains.Affect;

/// <summary>
/// Who is next when more sessions have work than workers are free: start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996), each session with
/// the same weight. Who has used little time goes before who has used much, so a session whose pictures take long slows itself down and no other;
/// and who was away has nothing saved up.
/// </summary>
/// <typeparam name="T">What waits.</typeparam>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class FairQueue<T>
{
    private readonly PriorityQueue<(Turn Turn, T Item), (double Start, long Order)> _waiting = new();

    /// <summary>Until when, in virtual seconds, a session has had its share: of those only that are ahead of the others.</summary>
    private readonly Dictionary<string, double> _served = [];
    private double _now;
    private long _order;

    /// <summary>How many sessions are ahead of the others: no more than these are remembered.</summary>
    public int Ahead => _served.Count;

    /// <summary>Adds a session's work.</summary>
    public void Add(string session, T item)
    {
        var turn = new Turn(session, Math.Max(_now, _served.GetValueOrDefault(session)));
        _waiting.Enqueue((turn, item), (turn.Start, _order++));
    }

    /// <summary>Takes the work whose turn it is.</summary>
    public bool TryTake(out Turn turn, out T item)
    {
        var any = _waiting.TryDequeue(out var next, out _);
        (turn, item) = next;
        if (any)
            _now = Math.Max(_now, turn.Start);
        return any;
    }

    /// <summary>Notes what a turn took, once it is over.</summary>
    public void Charge(Turn turn, TimeSpan took)
    {
        _served[turn.Session] = Math.Max(_served.GetValueOrDefault(turn.Session), turn.Start) + took.TotalSeconds;
        foreach (var (session, until) in _served)
        {
            if (until <= _now)
                _served.Remove(session);
        }
    }
}

/// <summary>A session's turn, which begins at a virtual time, seconds.</summary>
internal readonly record struct Turn(string Session, double Start);
