using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;

namespace PsyCare.Silo.Cluster.Streams;

/// <summary>One of the queues that events wait in between their publisher and the silo that delivers them. Key: provider and queue.</summary>
[Alias("psycare.stream-queue")]
internal interface IStreamQueueGrain : IGrainWithStringKey
{
    /// <summary>Puts events behind those that wait.</summary>
    [Alias("add")]
    Task AddAsync(StreamEvent[] events);

    /// <summary>
    /// Takes what waits, and waits itself for <see cref="StreamQueueGrain.Patience"/> where nothing does: a queue that is asked again and again costs much,
    /// and is late all the same. One caller at a time: whoever comes later sends away whoever still waits.
    /// </summary>
    [Alias("take")]
    Task<StreamEvent[]> TakeAsync(int most);
}

/// <summary>A queue in memory, on the silo that takes from it.</summary>
[Reentrant]
[PreferLocalPlacement]
internal sealed class StreamQueueGrain(TimeProvider time) : Grain, IStreamQueueGrain
{
    /// <summary>How long <see cref="TakeAsync"/> waits; well within a call's response timeout.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Where nobody takes them, the oldest are dropped: an old frame is of no use.</summary>
    private const int Capacity = 16_384;

    private readonly Queue<StreamEvent> _events = new();
    private TaskCompletionSource? _waiting;

    // Higher than what an earlier activation gave.
    private long _number = time.GetUtcNow().Ticks;

    /// <inheritdoc/>
    public Task AddAsync(StreamEvent[] events)
    {
        foreach (var item in events)
            _events.Enqueue(item.Numbered(++_number));
        while (_events.Count > Capacity)
            _events.Dequeue();
        _waiting?.TrySetResult();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<StreamEvent[]> TakeAsync(int most)
    {
        _waiting?.TrySetResult();
        var mine = _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_events.Count == 0)
            await mine.Task.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (_waiting != mine)
            return [];
        _waiting = null;
        var taken = new StreamEvent[Math.Min(most, _events.Count)];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = _events.Dequeue();
        return taken;
    }
}
