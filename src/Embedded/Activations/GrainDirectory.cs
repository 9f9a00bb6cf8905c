using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using PsyCare.Embedded.Calls;
using PsyCare.Embedded.Hosting;
using PsyCare.Embedded.Reminders;
using PsyCare.Embedded.Serialization;

namespace PsyCare.Embedded.Activations;

/// <summary>Knows the one activation of every active grain, and brings requests to it. The life of the whole is in the other part.</summary>
internal sealed partial class GrainDirectory(
    EmbeddedGrainsOptions options, GrainCatalog catalog, MessageCopier copier, IServiceProvider services, TimeProvider time,
    ILogger<GrainDirectory> log)
{
    /// <summary>A request handed on more often than this is turned away: its grain ends itself again and again.</summary>
    private const int MaxRedirections = 2;

    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();

    public EmbeddedGrainsOptions Options { get; } = options;

    public IServiceProvider Services { get; } = services;

    public TimeProvider Time { get; } = time;

    public ILogger Log { get; } = log;

    public ExceptionGate Exceptions { get; } = new(copier.Types);

    // These know the directory as well, so they are set once it exists.
    public IGrainFactory Factory { get; set; } = null!;

    public IReminderRegistry Reminders { get; set; } = null!;

    public int ActiveGrains => _activations.Count;

    /// <summary>Calls a grain from wherever this runs, and waits for the answer no longer than the response timeout.</summary>
    public Task<object?> CallAsync(GrainId grainId, GrainMethod method, object?[] arguments)
    {
        try
        {
            var request = method.CreateRequest(arguments, copier);
            Send(grainId, request);
            return method.OneWay
                ? Task.FromResult<object?>(null)
                : AwaitAsync(request, (method, grainId), method.CancellationOf(arguments));
        }
        catch (Exception e) when (e is SerializerException or OrleansMessageRejectionException)
        {
            return Task.FromException<object?>(e);
        }
    }

    /// <summary>Queues a request at its grain, activating it if need be.</summary>
    /// <exception cref="SiloUnavailableException">The host does not run.</exception>
    public void Send(GrainId grainId, Request request)
    {
        Enter();
        Deliver(grainId, request);
    }

    /// <summary>Queues a request that belongs to something already counted, which goes on while the host drains.</summary>
    public void Continue(GrainId grainId, Request request)
    {
        Interlocked.Increment(ref _inFlight);
        Deliver(grainId, request);
    }

    /// <summary>A request's answer, or a <see cref="TimeoutException"/> after the response timeout.</summary>
    public Task<object?> AwaitAsync(Request request, object what, CancellationToken cancellationToken)
    {
        request.Limit(Time, Options.ResponseTimeout, what, cancellationToken);
        return request.Response;
    }

    /// <summary>Queues a timer's tick at its own activation, whichever grain's turn this is.</summary>
    public bool TrySendTick(Activation activation, Request request)
    {
        if (_stage != Stage.Running) return false;
        Interlocked.Increment(ref _inFlight);
        if (activation.TryEnqueue(request)) return true;
        Done(request);
        return false;
    }

    /// <summary>A request that an ended activation could not serve.</summary>
    public void Redirect(GrainId grainId, Request request)
    {
        if (request.DiesWithActivation) Done(request);
        else if (++request.Redirections > MaxRedirections) Reject(request, new OrleansMessageRejectionException($"{grainId} keeps ending before it serves a request."));
        else Deliver(grainId, request);
    }

    public void Reject(Request request, Exception exception)
    {
        request.Fail(exception);
        Done(request);
    }

    public void Remove(Activation activation) =>
        _activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));

    private void Deliver(GrainId grainId, Request request)
    {
        while (_stage != Stage.Stopped)
        {
            var activation = _activations.GetOrAdd(
                grainId, static (id, self) => new Activation(self, id, self.Catalog.ByName(id.Type)), this);
            if (activation.TryEnqueue(request)) return;
            Remove(activation);
        }

        Reject(request, Unavailable());
    }

    private static SiloUnavailableException Unavailable() => new("The grain host is not running.");
}
