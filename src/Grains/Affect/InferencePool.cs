using PsyCare.Grains.Metrics;

namespace PsyCare.Grains.Affect;

/// <summary>Runs CPU work of all sessions outside the grains' turns, on a bounded number of threads; first come, first served.</summary>
public sealed class InferencePool : IDisposable
{
    private readonly SemaphoreSlim _slots;

    /// <summary>A pool.</summary>
    /// <param name="workers">How many run at once, at least 1.</param>
    public InferencePool(int workers) => _slots = new SemaphoreSlim(workers);

    /// <summary>Runs <paramref name="work"/> when a worker is free.</summary>
    public async Task<T> RunAsync<T>(Func<T> work)
    {
        GrainMetrics.Wait();
        try
        {
            await _slots.WaitAsync();
        }
        finally
        {
            GrainMetrics.Waited();
        }

        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
