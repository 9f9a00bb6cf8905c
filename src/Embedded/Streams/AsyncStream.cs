using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace PsyCare.Embedded.Streams;

/// <summary>A stream as its users see it.</summary>
internal sealed class AsyncStream<T>(StreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    public StreamId StreamId => streamId;

    public string ProviderName => provider.Name;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => provider.PublishAsync(streamId, item);

    // As in Orleans' queue-based streams.
    public Task OnCompletedAsync() => throw new NotImplementedException("OnCompletedAsync is not implemented for now.");

    public Task OnErrorAsync(Exception ex) => throw new NotImplementedException("OnErrorAsync is not implemented for now.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Task.FromResult(Handle(provider.Subscribe(streamId, observer)));
    }

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        Task.FromResult<IList<StreamSubscriptionHandle<T>>>([.. provider.SubscriptionsOf(streamId).Select(Handle)]);

    private StreamSubscriptionHandle<T> Handle(Guid id) => new SubscriptionHandle<T>(provider, streamId, id);
}

/// <summary>A subscription as its owner sees it.</summary>
internal sealed class SubscriptionHandle<T>(StreamProvider provider, StreamId streamId, Guid id) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => streamId;

    public override string ProviderName => provider.Name;

    public override Guid HandleId => id;

    public override Task UnsubscribeAsync()
    {
        provider.Unsubscribe(streamId, id);
        return Task.CompletedTask;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null) throw new ArgumentException("These streams cannot be rewound.", nameof(token));
        provider.Resume(streamId, id, observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == id;
}

/// <summary>A subscription whose event type the grain is about to say.</summary>
internal sealed class SubscriptionHandleFactory(StreamProvider provider, StreamId streamId, Guid id) : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => streamId;

    public string ProviderName => provider.Name;

    public StreamSubscriptionHandle<T> Create<T>() => new SubscriptionHandle<T>(provider, streamId, id);
}
