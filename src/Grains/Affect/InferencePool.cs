using PsyCare.Grains.Metrics;

namespace PsyCare.Grains.Affect;

/// <summary>
/// Runs CPU work of all sessions outside the grains' turns, on a bounded number of threads. Where work has to wait, sessions get equal shares of the
/// time (<see cref="FairQueue{T}"/>).
/// </summary>
public sealed class InferencePool
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly FairQueue<TaskCompletionSource<Turn>> _queue = new();
    private int _free;

    /// <summary>A pool.</summary>
    /// <param name="workers">How many run at once, at least 1.</param>
    /// <param name="clock">Measures what work takes.</param>
    public InferencePool(int workers, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        (_free, _clock) = (workers, clock);
    }

    /// <summary>Runs <paramref name="work"/> when it is this session's turn.</summary>
    public async Task<T> RunAsync<T>(string sessionId, Func<T> work)
    {
        var turn = await TurnAsync(sessionId);
        var began = _clock.GetTimestamp();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            End(turn, _clock.GetElapsedTime(began));
        }
    }

    private async Task<Turn> TurnAsync(string sessionId)
    {
        var turn = new TaskCompletionSource<Turn>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _queue.Add(sessionId, turn);
            PassOn();
        }

        GrainMetrics.Wait();
        try
        {
            return await turn.Task;
        }
        finally
        {
            GrainMetrics.Waited();
        }
    }

    private void End(Turn turn, TimeSpan took)
    {
        lock (_gate)
        {
            _queue.Charge(turn, took);
            _free++;
            PassOn();
        }
    }

    private void PassOn()
    {
        if (_free == 0 || !_queue.TryTake(out var turn, out var waiting))
            return;
        _free--;
        waiting.SetResult(turn);
    }
}
