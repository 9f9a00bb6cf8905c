using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>A grain that is told of a subscription of its own before the first event reaches an activation.</summary>
public interface IStreamSubscriptionObserver
{
    /// <summary>Attach an observer here, with <c>handleFactory.Create&lt;T&gt;().ResumeAsync(...)</c>.</summary>
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}

/// <summary>Makes the handle of a subscription, once its event type is known.</summary>
public interface IStreamSubscriptionHandleFactory
{
    /// <summary>The stream subscribed to.</summary>
    StreamId StreamId { get; }

    /// <summary>The name of its provider.</summary>
    string ProviderName { get; }

    /// <summary>The subscription's handle.</summary>
    StreamSubscriptionHandle<T> Create<T>();
}
