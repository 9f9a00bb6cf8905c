using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Serialization;

namespace PsyCare.Embedded.Streams;

/// <summary>
/// Streams within the process. Each subscription has a bounded queue and gets its events one by one, in order; a publisher waits
/// while a consumer's queue is full. This part knows who subscribes; the other part delivers.
/// </summary>
internal sealed partial class StreamProvider(string name, GrainDirectory directory, MessageCopier copier) : IStreamProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamId, List<StreamSubscription>> _explicit = [];

    // Only those with events on their way: an implicit subscription needs no memory otherwise.
    private readonly Dictionary<Guid, StreamSubscription> _implicit = [];

    public string Name => name;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new AsyncStream<T>(this, streamId);

    /// <summary>Subscribes whoever calls: a grain within its turns, anyone else on the thread pool.</summary>
    public Guid Subscribe(StreamId streamId, object observer)
    {
        var grain = RuntimeContext.Current;
        if (grain is not null && ImplicitOf(streamId, grain.GrainId) is { } id)
        {
            AttachedObservers.Current!.Attach(id, observer);
            return id;
        }

        var subscription = new StreamSubscription(Guid.NewGuid(), streamId, grain?.GrainId);
        if (grain is null) subscription.ClientObserver = observer;
        else AttachedObservers.Current!.Attach(subscription.Id, observer);
        lock (_gate)
        {
            if (!_explicit.TryGetValue(streamId, out var all)) _explicit[streamId] = all = [];
            all.Add(subscription);
        }

        return subscription.Id;
    }

    /// <summary>Attaches an observer to a subscription of whoever calls.</summary>
    public void Resume(StreamId streamId, Guid id, object observer)
    {
        var grain = RuntimeContext.Current;
        lock (_gate)
        {
            var known = Find(streamId, id);
            if (known is null && (grain is null || ImplicitOf(streamId, grain.GrainId) != id))
                throw new InvalidOperationException($"The subscription to {streamId} has ended.");
            if (known is not null && known.GrainId != grain?.GrainId)
                throw new InvalidOperationException($"The subscription to {streamId} is somebody else's.");
            if (grain is null) known!.ClientObserver = observer;
        }

        AttachedObservers.Current?.Attach(id, observer);
    }

    /// <summary>Ends a subscription; an implicit one only loses its observer.</summary>
    public void Unsubscribe(StreamId streamId, Guid id)
    {
        AttachedObservers.Current?.Detach(id);
        lock (_gate)
        {
            if (Find(streamId, id) is not { } subscription) return;
            subscription.Ended = true;
            _explicit[streamId].Remove(subscription);
            if (_explicit[streamId].Count == 0) _explicit.Remove(streamId);
        }
    }

    /// <summary>The subscriptions of whoever calls.</summary>
    public IReadOnlyList<Guid> SubscriptionsOf(StreamId streamId)
    {
        var grain = RuntimeContext.Current?.GrainId;
        if (grain is { } self && ImplicitOf(streamId, self) is { } id) return [id];
        lock (_gate)
            return [.. _explicit.GetValueOrDefault(streamId, []).Where(s => s.GrainId == grain).Select(s => s.Id)];
    }

    /// <summary>Queues an item for every subscriber.</summary>
    /// <exception cref="TimeoutException">A consumer's queue stayed full for the response timeout.</exception>
    public async Task PublishAsync<T>(StreamId streamId, T item)
    {
        if (copier.Types.ProblemWith(typeof(T)) is { } problem) throw new CodecNotFoundException($"Stream {streamId}: {problem}.");
        var sequence = Interlocked.Increment(ref _sequence);
        // The copies are made before the first wait: what the publisher changes afterwards is not in them.
        var queued = Subscribers(streamId)
            .Select(subscriber => EnqueueAsync(subscriber, new StreamEvent<T>((T)copier.Copy(item)!, sequence)))
            .ToList();
        foreach (var task in queued) await task.ConfigureAwait(false);
    }

    private List<StreamSubscription> Subscribers(StreamId streamId)
    {
        lock (_gate)
        {
            List<StreamSubscription> all = [.. _explicit.GetValueOrDefault(streamId, [])];
            foreach (var grainClass in directory.Catalog.SubscribedTo(streamId.GetNamespace()))
            {
                var grainId = GrainId.Create(grainClass.Name, streamId.GetKeyAsString());
                var id = IdOf(streamId, grainId);
                all.Add(_implicit.GetValueOrDefault(id) ?? new StreamSubscription(id, streamId, grainId));
            }

            return all;
        }
    }

    private StreamSubscription? Find(StreamId streamId, Guid id) => _explicit.GetValueOrDefault(streamId)?.Find(s => s.Id == id);

    private Guid? ImplicitOf(StreamId streamId, GrainId grain) =>
        grain.Key == streamId.GetKeyAsString() && directory.Catalog.SubscribedTo(streamId.GetNamespace()).Any(c => c.Name == grain.Type)
            ? IdOf(streamId, grain)
            : null;

    /// <summary>The lasting identity of an implicit subscription.</summary>
    private Guid IdOf(StreamId streamId, GrainId grain) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{streamId.GetNamespace()}\n{grain.Type}\n{grain.Key}")).AsSpan(0, 16));
}
