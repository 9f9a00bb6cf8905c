using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PsyCare.Embedded.Calls;
using PsyCare.Embedded.Reminders;
using PsyCare.Embedded.Streams;

namespace PsyCare.Embedded.Activations;

/// <summary>
/// One grain in memory. Requests queue here and start when the rules of interleaving allow; everything they do runs on
/// <see cref="TurnScheduler"/>. This part holds the queue; the life cycle and the timers are in the other parts.
/// </summary>
internal sealed partial class Activation : IActivation
{
    private readonly Lock _gate = new();
    private readonly TurnScheduler _scheduler;
    private readonly GrainClass _class;
    private readonly List<Request> _waiting = [];
    private Phase _phase = Phase.New;
    private int _readers;
    private int _writers;
    private int _interleaving;

    public Activation(GrainDirectory directory, GrainId grainId, GrainClass grainClass)
    {
        Directory = directory;
        GrainId = grainId;
        _class = grainClass;
        _scheduler = new TurnScheduler(this);
        _lastUsed = directory.Time.GetTimestamp();
    }

    private enum Phase
    {
        New,
        Activating,
        Active,
        Deactivating,
        Ended,
    }

    public GrainDirectory Directory { get; }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public IGrainFactory GrainFactory => Directory.Factory;

    public IReminderRegistry Reminders => Directory.Reminders;

    /// <summary>Who takes the events of the streams that this activation consumes.</summary>
    public AttachedObservers StreamObservers { get; } = new();

    private bool IsBusy => _readers + _writers + _interleaving > 0;

    public override string ToString() => GrainId.ToString();

    /// <summary>Takes a request, and activates the grain when this is its first.</summary>
    /// <returns>False when this activation has ended: ask the directory for the next one.</returns>
    public bool TryEnqueue(Request request)
    {
        lock (_gate)
        {
            if (_phase == Phase.Ended) return false;
            _waiting.Add(request);
            if (_phase == Phase.New)
            {
                _phase = Phase.Activating;
                Start(ActivateAsync);
            }
            else
            {
                StartWaiting();
            }

            return true;
        }
    }

    /// <summary>Starts every waiting request that may run now. Call it with the gate held.</summary>
    private void StartWaiting()
    {
        for (var i = 0; i < _waiting.Count && _phase == Phase.Active;)
        {
            var request = _waiting[i];
            if (!request.Expired && !MayStart(request))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            if (request.Expired)
            {
                Directory.Done(request);
                continue;
            }

            Count(request, 1);
            Start(() => RunAsync(request));
        }

        if (_phase == Phase.Deactivating && !IsBusy && !_ending)
        {
            _ending = true;
            Start(DeactivateAsync);
        }
    }

    private bool MayStart(Request request) =>
        _class.Reentrant
        || request.Interleaving == Interleaving.Always
        || (_writers == 0 && (_readers == 0 || request.Interleaving == Interleaving.WithReaders));

    private void Count(Request request, int by)
    {
        switch (request.Interleaving)
        {
            case Interleaving.Always: _interleaving += by; break;
            case Interleaving.WithReaders: _readers += by; break;
            default: _writers += by; break;
        }
    }

    /// <summary>Runs work in the grain's turns. Nothing of the caller's context comes along, as it would not between machines.</summary>
    private void Start(Func<Task> work)
    {
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    private async Task RunAsync(Request request)
    {
        object? result = null;
        Exception? failure = null;
        try
        {
            result = await request.InvokeAsync(GrainInstance!);
        }
#pragma warning disable CA1031 // Every exception belongs to the caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
            if (e is InconsistentStateException)
                Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, e, "The stored state has changed."));
        }

        // First out of the way, then the answer: who has the answer can rely on the request being over.
        Finish(request);
        if (failure is null) request.Complete(result);
        else request.Fail(Directory.Exceptions.ToSend(failure));
        Directory.Leave();
    }

    private void Finish(Request request)
    {
        lock (_gate)
        {
            Count(request, -1);
            if (request.KeepsAlive) _lastUsed = Directory.Time.GetTimestamp();
            StartWaiting();
        }
    }
}
