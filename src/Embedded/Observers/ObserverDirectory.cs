using System.Collections.Concurrent;
using Orleans;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Calls;
using PsyCare.Embedded.Serialization;

namespace PsyCare.Embedded.Observers;

/// <summary>The local objects that grains may call. They are held weakly: whoever registered one must keep it.</summary>
internal sealed class ObserverDirectory(GrainDirectory directory, MessageCopier copier)
{
    private readonly ConcurrentDictionary<Guid, LocalObserver> _observers = new();

    /// <summary>A new reference to a local object.</summary>
    public object Register(IGrainObserver observer, Type interfaceType)
    {
        if (RuntimeContext.Current is not null)
            throw new InvalidOperationException("Cannot create a local object reference from a grain.");
        if (observer is ObserverReference or GrainReference or Grain)
            throw new ArgumentException("Only a local object can be made a reference of.", nameof(observer));
        var id = Guid.NewGuid();
        _observers[id] = new LocalObserver(observer, directory.Log);
        return ObserverReference.Create(this, id, interfaceType);
    }

    public void Remove(IGrainObserver reference)
    {
        if (reference is not ObserverReference known) throw new ArgumentException("Not a reference to an observer.", nameof(reference));
        _observers.TryRemove(known.Id, out _);
    }

    /// <summary>Calls an observer. One that is gone is not told, and a caller who waits gets a timeout, as in Orleans.</summary>
    public Task<object?> CallAsync(Guid id, GrainMethod method, object?[] arguments)
    {
        var request = method.CreateRequest(arguments, copier);
        if (_observers.TryGetValue(id, out var observer) && !observer.TryEnqueue(request)) _observers.TryRemove(id, out _);
        return method.OneWay
            ? Task.FromResult<object?>(null)
            : directory.AwaitAsync(request, method, method.CancellationOf(arguments));
    }
}
