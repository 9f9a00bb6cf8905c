namespace PsyCare.Silo.Cluster.Streams;

/// <summary>
/// Events of one process on their way to one queue. The first goes at once; what comes while it is under way, or within <see cref="Gather"/> after it,
/// goes together: thousands of readings a second become a hundred calls.
/// </summary>
/// <param name="send">Hands events to the queue, in their order.</param>
/// <param name="time">The clock.</param>
internal sealed class Outbox(Func<StreamEvent[], Task> send, TimeProvider time)
{
    /// <summary>The least time between two calls: a third of what a reading's way may take.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private Batch? _next;
    private bool _running;

    /// <summary>Ends when the queue has the event, or with the failure of the call that carried it.</summary>
    public Task AddAsync(StreamEvent item)
    {
        lock (_gate)
        {
            _next ??= new Batch();
            _next.Events.Add(item);
            if (!_running)
            {
                _running = true;
                // Neither in the turn of the grain that publishes, nor in its request context: the call is for many.
                ThreadPool.UnsafeQueueUserWorkItem(static box => _ = box.RunAsync(), this, preferLocal: false);
            }

            return _next.Sent.Task;
        }
    }

    private async Task RunAsync()
    {
        while (TakeOrStop() is { } batch)
        {
            try
            {
                await send([.. batch.Events]);
                batch.Sent.SetResult();
            }
            catch (Exception e)
            {
                // Each publisher's own to deal with.
                batch.Sent.SetException(e);
            }

            await Task.Delay(Gather, time);
        }
    }

    private Batch? TakeOrStop()
    {
        lock (_gate)
        {
            var batch = _next;
            _next = null;
            _running = batch is not null;
            return batch;
        }
    }

    private sealed class Batch
    {
        public List<StreamEvent> Events { get; } = [];

        public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
