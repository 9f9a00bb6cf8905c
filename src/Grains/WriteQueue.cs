namespace PsyCare.Grains;

/// <summary>
/// Runs a grain's writes one after another where its calls interleave. A write decides in here what it changes, and calls no other grain.
/// </summary>
internal sealed class WriteQueue
{
    private Task _last = Task.CompletedTask;

    /// <summary>Runs <paramref name="write"/> when those before it have ended, however they did.</summary>
    public async Task RunAsync(Func<Task> write)
    {
        var done = new TaskCompletionSource();
        (var before, _last) = (_last, done.Task);
        await before;
        try
        {
            await write();
        }
        finally
        {
            done.SetResult();
        }
    }
}
