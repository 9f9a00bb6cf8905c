using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using PsyCare.Embedded.Calls;

namespace PsyCare.Embedded.Activations;

/// <content>The activation's timers.</content>
internal sealed partial class Activation
{
    private readonly HashSet<GrainTimer> _timers = [];
    private bool _endAfterActivation;

    public IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(RuntimeContext.Current, this))
            throw new InvalidOperationException("Timers are registered in a turn of their grain.");
        var timer = new GrainTimer(this, callback, options);
        lock (_gate)
        {
            if (_phase is Phase.Ended || _ending) throw new InvalidOperationException("The activation is ending.");
            _timers.Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    internal void Forget(GrainTimer timer)
    {
        lock (_gate) _timers.Remove(timer);
    }

    /// <summary>Queues a tick; false when the activation has ended.</summary>
    internal bool TryEnqueueTick(Func<Task> tick, GrainTimerCreationOptions options)
    {
        var request = new Request(async _ =>
        {
            await tick();
            return null;
        })
        {
            Interleaving = options.Interleave ? Interleaving.Always : Interleaving.None,
            KeepsAlive = options.KeepAlive,
            DiesWithActivation = true,
        };
        return Directory.TrySendTick(this, request);
    }

    internal void TickFailed(Exception exception) =>
        Directory.Log.LogWarning(exception, "A timer of {Grain} failed; it keeps ticking", GrainId);

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_gate) timers = [.. _timers];
        foreach (var timer in timers) timer.Dispose();
    }
}
