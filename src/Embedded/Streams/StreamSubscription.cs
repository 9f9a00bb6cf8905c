using Orleans.Runtime;
using PsyCare.Embedded.Activations;

namespace PsyCare.Embedded.Streams;

/// <summary>One consumer of one stream, and the events that wait for it. The provider guards it with its own lock.</summary>
/// <param name="id">The same for every activation of the consumer.</param>
/// <param name="streamId">The stream.</param>
/// <param name="grainId">The consumer; null when it is not a grain.</param>
internal sealed class StreamSubscription(Guid id, StreamId streamId, GrainId? grainId)
{
    public Guid Id { get; } = id;

    public StreamId StreamId { get; } = streamId;

    public GrainId? GrainId { get; } = grainId;

    /// <summary>Who takes the events, for a consumer that is not a grain. A grain's observers live in its activation.</summary>
    public object? ClientObserver { get; set; }

    public Queue<IStreamEvent> Waiting { get; } = new();

    /// <summary>Publishers who found the queue full.</summary>
    public Queue<(IStreamEvent Event, TaskCompletionSource Admitted)> Blocked { get; } = new();

    public bool Delivering { get; set; }

    public bool Ended { get; set; }
}

/// <summary>An event whose type the queue need not know.</summary>
internal interface IStreamEvent
{
    /// <summary>Hands the event to an observer of its type; false when the observer takes another type.</summary>
    ValueTask<bool> DeliverAsync(object observer);

    /// <summary>Tells the observer that the event could not be delivered.</summary>
    Task ReportAsync(object observer, Exception exception);
}

/// <summary>The observers that an activation has attached to its subscriptions.</summary>
internal sealed class AttachedObservers
{
    private readonly Dictionary<Guid, object> _observers = [];

    /// <summary>Those of the activation whose turn this is; null outside of grains.</summary>
    public static AttachedObservers? Current => (RuntimeContext.Current as Activation)?.StreamObservers;

    public object? this[Guid subscription] => _observers.GetValueOrDefault(subscription);

    public void Attach(Guid subscription, object observer) => _observers[subscription] = observer;

    public void Detach(Guid subscription) => _observers.Remove(subscription);
}
