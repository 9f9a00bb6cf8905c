namespace PsyCare.Embedded.Activations;

/// <summary>
/// Runs the tasks of one activation one at a time on the thread pool. A continuation of grain code captures this scheduler, so
/// it comes back here: that is what makes a turn.
/// </summary>
internal sealed class TurnScheduler(IActivation activation) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many tasks in a row the thread goes back to the pool, so that other grains get theirs.</summary>
    private const int TurnsPerVisit = 64;

    private readonly Lock _gate = new();
    private readonly Queue<Task> _tasks = new();
    private int _runningThread;
    private bool _scheduled;

    public IActivation Activation { get; } = activation;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        _runningThread = Environment.CurrentManagedThreadId;
        for (var turn = 0; turn < TurnsPerVisit; turn++)
        {
            if (Dequeue() is not { } task) return;
            TryExecuteTask(task);
        }

        _runningThread = 0;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _tasks.Enqueue(task);
            if (_scheduled) return;
            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _runningThread == Environment.CurrentManagedThreadId && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate) return _tasks.ToArray();
    }

    private Task? Dequeue()
    {
        lock (_gate)
        {
            if (_tasks.TryDequeue(out var task)) return task;
            _runningThread = 0;
            _scheduled = false;
            return null;
        }
    }
}

/// <summary>The activation whose turn this is.</summary>
internal static class RuntimeContext
{
    public static IActivation? Current => (TaskScheduler.Current as TurnScheduler)?.Activation;
}
