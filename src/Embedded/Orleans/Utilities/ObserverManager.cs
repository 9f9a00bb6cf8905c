using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>The observers of a grain, known by their own reference. See <see cref="ObserverManager{TIdentity, TObserver}"/>.</summary>
/// <typeparam name="TObserver">The observer's interface.</typeparam>
/// <param name="expiration">How long an observer stays without subscribing again.</param>
/// <param name="log">Told of observers that are dropped.</param>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>Keeps a grain's observers, forgets those that do not renew in time, and notifies the rest. For use within one grain.</summary>
/// <typeparam name="TIdentity">What an observer is known by.</typeparam>
/// <typeparam name="TObserver">The observer's interface.</typeparam>
public class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, (TObserver Observer, DateTime LastSeen)> _observers = [];
    private readonly ILogger _log;

    /// <summary>An empty set of observers.</summary>
    /// <param name="expiration">How long an observer stays without subscribing again.</param>
    /// <param name="log">Told of observers that are dropped.</param>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
        GetDateTime = () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The clock, UTC; a grain sets it to its own <see cref="TimeProvider"/>.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    /// <summary>How long an observer stays without subscribing again.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>How many are kept, expired ones included until they are noticed.</summary>
    public int Count => _observers.Count;

    /// <summary>A copy of the observers by identity.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _observers.ToDictionary(o => o.Key, o => o.Value.Observer);

    /// <summary>Forgets all.</summary>
    public void Clear() => _observers.Clear();

    /// <summary>Adds an observer, or renews it.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _observers[id] = (observer, GetDateTime());

    /// <summary>Forgets one observer.</summary>
    public void Unsubscribe(TIdentity id) => _observers.Remove(id);

    /// <summary>Forgets those that did not renew in time.</summary>
    public void ClearExpired() => Drop(_observers.Where(o => IsExpired(o.Value.LastSeen)).Select(o => o.Key).ToList());

    /// <summary>Calls every observer in turn and waits for it; one that throws is forgotten.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var defunct = new List<TIdentity>();
        foreach (var (id, observer) in Current(predicate))
        {
            try
            {
                await notification(observer);
            }
#pragma warning disable CA1031 // Whatever an observer throws, the others must still be told; the failing one is dropped and logged.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _log.LogDebug(e, "An observer failed");
                defunct.Add(id);
            }
        }

        Drop(defunct);
    }

    /// <summary>Calls every observer without waiting; one that throws is forgotten.</summary>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var defunct = new List<TIdentity>();
        foreach (var (id, observer) in Current(predicate))
        {
            try
            {
                notification(observer);
            }
#pragma warning disable CA1031 // As above.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _log.LogDebug(e, "An observer failed");
                defunct.Add(id);
            }
        }

        Drop(defunct);
    }

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _observers.Values.Select(o => o.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<(TIdentity Id, TObserver Observer)> Current(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return _observers
            .Where(o => predicate is null || predicate(o.Value.Observer))
            .Select(o => (o.Key, o.Value.Observer))
            .ToList();
    }

    private bool IsExpired(DateTime lastSeen) => lastSeen + ExpirationDuration < GetDateTime();

    private void Drop(List<TIdentity> ids)
    {
        foreach (var id in ids) _observers.Remove(id);
        if (ids.Count > 0) _log.LogDebug("Dropped {Count} observers", ids.Count);
    }
}
