using Microsoft.Extensions.Logging;
using Orleans.Streams.Core;
using PsyCare.Embedded.Calls;

namespace PsyCare.Embedded.Streams;

/// <content>Queues events and delivers them. Stopping the host waits for every event that was queued.</content>
internal sealed partial class StreamProvider
{
    private long _sequence;

    private Task EnqueueAsync(StreamSubscription subscriber, IStreamEvent item)
    {
        directory.Enter();
        TaskCompletionSource? admitted = null;
        lock (_gate)
        {
            var subscription = Canonical(subscriber);
            if (subscription.Waiting.Count < directory.Options.StreamQueueCapacity)
            {
                subscription.Waiting.Enqueue(item);
            }
            else
            {
                admitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                subscription.Blocked.Enqueue((item, admitted));
            }

            Start(subscription);
        }

        return admitted is null ? Task.CompletedTask : AdmittedAsync(subscriber, admitted);
    }

    /// <summary>The one object of an implicit subscription while it has events. Call it with the gate held.</summary>
    private StreamSubscription Canonical(StreamSubscription subscriber)
    {
        if (_explicit.GetValueOrDefault(subscriber.StreamId)?.Contains(subscriber) == true || subscriber.Ended) return subscriber;
        if (!_implicit.TryGetValue(subscriber.Id, out var known)) _implicit[subscriber.Id] = known = subscriber;
        return known;
    }

    private void Start(StreamSubscription subscription)
    {
        if (subscription.Delivering) return;
        subscription.Delivering = true;
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _ = Task.Run(() => DeliverAllAsync(subscription));
    }

    private async Task AdmittedAsync(StreamSubscription subscriber, TaskCompletionSource admitted)
    {
        try
        {
            await admitted.Task.WaitAsync(directory.Options.ResponseTimeout, directory.Time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (admitted.TrySetCanceled())
        {
            directory.Leave();
            throw new TimeoutException($"A consumer of {subscriber.StreamId} did not take its events in {directory.Options.ResponseTimeout}.");
        }
        catch (TimeoutException)
        {
            // Admitted at the last moment after all.
        }
    }

    private async Task DeliverAllAsync(StreamSubscription subscription)
    {
        while (Next(subscription) is { } item)
        {
            try
            {
                if (!subscription.Ended) await DeliverAsync(subscription, item);
            }
#pragma warning disable CA1031 // The consumer's failure is its own; the next event still comes.
            catch (Exception e)
#pragma warning restore CA1031
            {
                directory.Log.LogWarning(e, "An event of stream {Stream} was not taken by {Consumer}", subscription.StreamId, subscription.GrainId);
                await ReportAsync(subscription, item, e);
            }

            directory.Leave();
        }
    }

    private IStreamEvent? Next(StreamSubscription subscription)
    {
        lock (_gate)
        {
            if (!subscription.Waiting.TryDequeue(out var item))
            {
                subscription.Delivering = false;
                _implicit.Remove(subscription.Id);
                return null;
            }

            while (subscription.Blocked.TryDequeue(out var blocked))
            {
                if (!blocked.Admitted.TrySetResult()) continue;
                subscription.Waiting.Enqueue(blocked.Event);
                break;
            }

            return item;
        }
    }

    private Task DeliverAsync(StreamSubscription subscription, IStreamEvent item) => InTurnAsync(subscription, async (grain, observer) =>
    {
        observer ??= await AttachAsync(subscription, grain);
        if (observer is null || !await item.DeliverAsync(observer))
            directory.Log.LogWarning("{Consumer} has no observer of that type on stream {Stream}; an event is lost", subscription.GrainId, subscription.StreamId);
    });

    private async Task ReportAsync(StreamSubscription subscription, IStreamEvent item, Exception exception)
    {
        try
        {
            await InTurnAsync(subscription, (_, observer) => observer is null ? Task.CompletedTask : item.ReportAsync(observer, exception));
        }
#pragma warning disable CA1031 // It was told; more cannot be done.
        catch (Exception e)
#pragma warning restore CA1031
        {
            directory.Log.LogWarning(e, "{Consumer} could not be told of a delivery error", subscription.GrainId);
        }
    }

    /// <summary>Runs something with the consumer's observer: in the grain's turn, or right here for a consumer that is no grain.</summary>
    private async Task InTurnAsync(StreamSubscription subscription, Func<object?, object?, Task> action)
    {
        if (subscription.GrainId is not { } grainId)
        {
            await action(null, subscription.ClientObserver).ConfigureAwait(false);
            return;
        }

        var request = new Request(async grain =>
        {
            await action(grain, AttachedObservers.Current![subscription.Id]);
            return null;
        });
        directory.Continue(grainId, request);
        await directory.AwaitAsync(request, (subscription.StreamId, grainId), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Lets a newly activated consumer attach its observer.</summary>
    private async Task<object?> AttachAsync(StreamSubscription subscription, object? grain)
    {
        if (grain is not IStreamSubscriptionObserver consumer) return null;
        await consumer.OnSubscribed(new SubscriptionHandleFactory(this, subscription.StreamId, subscription.Id));
        return AttachedObservers.Current![subscription.Id];
    }
}
