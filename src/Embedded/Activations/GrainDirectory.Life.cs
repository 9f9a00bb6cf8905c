using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PsyCare.Embedded.Calls;

namespace PsyCare.Embedded.Activations;

/// <content>
/// Starting, ending idle grains, and stopping: first nothing new comes in from outside while what runs is finished, then every
/// grain is deactivated.
/// </content>
internal sealed partial class GrainDirectory
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Stage _stage = Stage.New;
    private ITimer? _collector;
    private int _inFlight;

    private enum Stage
    {
        New,
        Running,
        Draining,
        Stopped,
    }

    public GrainCatalog Catalog { get; } = catalog;

    public void Open()
    {
        _collector = Time.CreateTimer(_ => CollectIdle(), null, Options.CollectionQuantum, Options.CollectionQuantum);
        _stage = Stage.Running;
    }

    /// <summary>Counts something that stopping waits for; <see cref="Leave"/> ends it.</summary>
    /// <exception cref="SiloUnavailableException">Not running, or stopping and this is not a grain's turn.</exception>
    public void Enter()
    {
        Interlocked.Increment(ref _inFlight);
        if (_stage == Stage.Running || (_stage == Stage.Draining && RuntimeContext.Current is not null)) return;
        Leave();
        throw Unavailable();
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0 && _stage == Stage.Draining) _drained.TrySetResult();
    }

    /// <summary>The request is over.</summary>
    public void Done(Request request)
    {
        request.Complete(null);
        Leave();
    }

    /// <summary>Lets running work finish, then deactivates every grain.</summary>
    /// <param name="cancellationToken">Cuts the first part short; grains always get their deactivation.</param>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        _stage = Stage.Draining;
        _collector?.Dispose();
        if (Volatile.Read(ref _inFlight) > 0)
            await EndsAsync(_drained.Task.WaitAsync(Options.DrainTimeout, Time, cancellationToken)).ConfigureAwait(false);
        _stage = Stage.Stopped;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The host is stopping.");
        foreach (var activation in _activations.Values) activation.Deactivate(reason, CancellationToken.None);
        var ended = Task.WhenAll(_activations.Values.Select(activation => activation.Ended));
        await EndsAsync(ended.WaitAsync(Options.DeactivationTimeout, Time, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task EndsAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.LogWarning("As the host stops, {Requests} requests still run and {Grains} grains are active", _inFlight, ActiveGrains);
        }
    }

    private void CollectIdle()
    {
        foreach (var activation in _activations.Values) activation.DeactivateIfIdle(Options.CollectionAge);
    }
}
