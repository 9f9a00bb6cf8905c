using Orleans.Runtime;

namespace PsyCare.Embedded.Activations;

/// <summary>A timer whose ticks are requests to its own grain. The next tick is armed when the last one is done.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ITimer _timer;
    private TimeSpan _dueTime = Timeout.InfiniteTimeSpan;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _ticking;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = activation.Directory.Time.CreateTimer(
            static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime);
        Validate(period);
        lock (_gate)
        {
            _dueTime = dueTime;
            _period = period;
            _changed = true;
            if (!_ticking && !_stopped.IsCancellationRequested) _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopped.IsCancellationRequested) return;
            _timer.Dispose();
        }

        _stopped.Cancel();
        _activation.Forget(this);
    }

    private static void Validate(TimeSpan time)
    {
        if (time != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
    }

    private void Due()
    {
        lock (_gate)
        {
            if (_ticking) return;
            _ticking = true;
        }

        if (!_activation.TryEnqueueTick(TickAsync, _options)) Dispose();
    }

    private async Task TickAsync()
    {
        lock (_gate) _changed = false;
        try
        {
            if (!_stopped.IsCancellationRequested) await _callback(_stopped.Token);
        }
#pragma warning disable CA1031 // As in Orleans, a tick that fails is logged and the timer goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _activation.TickFailed(e);
        }
        finally
        {
            lock (_gate)
            {
                _ticking = false;
                if (!_stopped.IsCancellationRequested) _timer.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
