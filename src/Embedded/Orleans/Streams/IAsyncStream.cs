using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream, to publish to and to subscribe to. Publishing returns when the event is queued for every subscriber.</summary>
/// <typeparam name="T">An event.</typeparam>
public interface IAsyncStream<T> : IAsyncObservable<T>, IAsyncObserver<T>
{
    /// <summary>The stream's identity.</summary>
    StreamId StreamId { get; }

    /// <summary>The name of its provider.</summary>
    string ProviderName { get; }

    /// <summary>The calling grain's subscriptions to this stream; an activated consumer resumes these rather than subscribing again.</summary>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}

/// <summary>A source of streams.</summary>
public interface IStreamProvider
{
    /// <summary>Its configured name.</summary>
    string Name { get; }

    /// <summary>The stream of that identity; it exists as soon as somebody uses it.</summary>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}

/// <summary>One subscription to a stream.</summary>
/// <typeparam name="T">An event.</typeparam>
public abstract class StreamSubscriptionHandle<T> : IEquatable<StreamSubscriptionHandle<T>?>
{
    /// <summary>The stream.</summary>
    public abstract StreamId StreamId { get; }

    /// <summary>The name of its provider.</summary>
    public abstract string ProviderName { get; }

    /// <summary>The subscription's own identity.</summary>
    public abstract Guid HandleId { get; }

    /// <summary>Ends the subscription.</summary>
    public abstract Task UnsubscribeAsync();

    /// <summary>Attaches an observer to the subscription, in place of an earlier one.</summary>
    /// <param name="observer">Takes the events from now on.</param>
    /// <param name="token">Must be null: these streams cannot be rewound.</param>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);

    /// <inheritdoc/>
    public abstract bool Equals(StreamSubscriptionHandle<T>? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HandleId.GetHashCode();
}
