using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Embedded.Calls;

namespace PsyCare.Embedded.Activations;

/// <content>How an activation begins and ends.</content>
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AsyncServiceScope _scope;
    private DeactivationReason _reason;
    private DateTimeOffset _keepUntil;
    private long _lastUsed;
    private bool _ending;

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    /// <summary>Ends when the activation has.</summary>
    public Task Ended => _ended.Task;

    public void DelayDeactivation(TimeSpan time)
    {
        lock (_gate) _keepUntil = time < TimeSpan.Zero ? default : Saturate(Directory.Time.GetUtcNow(), time);
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_phase is Phase.Deactivating or Phase.Ended) return;
            _reason = deactivationReason;
            switch (_phase)
            {
                case Phase.Active:
                    _phase = Phase.Deactivating;
                    StartWaiting();
                    break;
                case Phase.New:
                    _phase = Phase.Ended;
                    _ended.TrySetResult();
                    break;
                default:
                    _endAfterActivation = true;
                    break;
            }
        }
    }

    /// <summary>Ends the activation if nobody used it for <paramref name="age"/>.</summary>
    public void DeactivateIfIdle(TimeSpan age)
    {
        lock (_gate)
        {
            if (_phase != Phase.Active || IsBusy || _waiting.Count > 0) return;
            if (Directory.Time.GetElapsedTime(_lastUsed) < age || Directory.Time.GetUtcNow() < _keepUntil) return;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nobody called the grain for a while."));
        }
    }

    private static DateTimeOffset Saturate(DateTimeOffset now, TimeSpan time) =>
        time > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + time;

    private async Task ActivateAsync()
    {
        try
        {
            _scope = Directory.Services.CreateAsyncScope();
            var (grain, states) = _class.Construct(GrainId, _scope.ServiceProvider);
            GrainInstance = grain;
            foreach (var state in states) await state.ReadStateAsync();
            using var limit = new CancellationTokenSource(Directory.Options.ActivationTimeout, Directory.Time);
            await ((Grain)grain).OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }
#pragma warning disable CA1031 // Every exception belongs to the callers who wait.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Directory.Log.LogWarning(e, "Activating {Grain} failed", GrainId);
            await DisposeGrainAsync();
            End(Directory.Exceptions.ToSend(e));
            return;
        }

        lock (_gate)
        {
            _lastUsed = Directory.Time.GetTimestamp();
            _phase = _endAfterActivation ? Phase.Deactivating : Phase.Active;
            StartWaiting();
        }
    }

    private async Task DeactivateAsync()
    {
        DisposeTimers();
        try
        {
            using var limit = new CancellationTokenSource(Directory.Options.DeactivationTimeout, Directory.Time);
            await ((Grain)GrainInstance!).OnDeactivateAsync(_reason, limit.Token).WaitAsync(limit.Token);
        }
#pragma warning disable CA1031 // The activation ends whatever its last words were.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Directory.Log.LogError(e, "Deactivating {Grain} failed", GrainId);
        }

        await DisposeGrainAsync();
        End(null);
    }

    private async Task DisposeGrainAsync()
    {
        DisposeTimers();
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else (GrainInstance as IDisposable)?.Dispose();
            await _scope.DisposeAsync();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Directory.Log.LogError(e, "Disposing {Grain} failed", GrainId);
        }
    }

    /// <summary>Leaves the directory. Requests that still wait fail with the exception, or go to the next activation.</summary>
    private void End(Exception? exception)
    {
        Request[] left;
        lock (_gate)
        {
            _phase = Phase.Ended;
            left = [.. _waiting];
            _waiting.Clear();
        }

        Directory.Remove(this);
        foreach (var request in left)
        {
            if (exception is null) Directory.Redirect(GrainId, request);
            else Directory.Reject(request, exception);
        }

        _ended.TrySetResult();
    }
}
