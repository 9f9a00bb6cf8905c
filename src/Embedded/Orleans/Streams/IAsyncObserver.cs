namespace Orleans.Streams;

/// <summary>Takes the events of a stream, in order.</summary>
/// <typeparam name="T">An event.</typeparam>
public interface IAsyncObserver<in T>
{
    /// <summary>One event; the next comes after the returned task ends.</summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>The stream ends.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>An event could not be delivered.</summary>
    Task OnErrorAsync(Exception ex);
}

/// <summary>Something to subscribe to.</summary>
/// <typeparam name="T">An event.</typeparam>
public interface IAsyncObservable<T>
{
    /// <summary>Delivers events from now on to <paramref name="observer"/>: inside the grain's turns when a grain subscribes.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);
}

/// <summary>An event's place in its stream.</summary>
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
{
    /// <summary>Grows with every event of the stream.</summary>
    public abstract long SequenceNumber { get; protected set; }

    /// <summary>The place within a batch.</summary>
    public abstract int EventIndex { get; protected set; }

    /// <inheritdoc/>
    public abstract bool Equals(StreamSequenceToken? other);

    /// <inheritdoc/>
    public abstract int CompareTo(StreamSequenceToken? other);
}
