using Microsoft.Extensions.Logging;
using PsyCare.Embedded.Calls;

namespace PsyCare.Embedded.Observers;

/// <summary>One observed object and the calls that wait for it; they reach it one after another, on the thread pool.</summary>
internal sealed class LocalObserver(object target, ILogger log)
{
    private readonly WeakReference<object> _target = new(target);
    private readonly Queue<Request> _waiting = new();
    private bool _running;

    /// <summary>Queues a call; false when the object is gone.</summary>
    public bool TryEnqueue(Request request)
    {
        if (!_target.TryGetTarget(out _)) return false;
        lock (_waiting)
        {
            _waiting.Enqueue(request);
            if (_running) return true;
            _running = true;
        }

        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _ = Task.Run(RunAsync);
        return true;
    }

    private async Task RunAsync()
    {
        while (Next() is { } request)
        {
            if (!request.Expired && _target.TryGetTarget(out var observer)) await RunAsync(request, observer);
        }
    }

    private async Task RunAsync(Request request, object observer)
    {
        try
        {
            request.Complete(await request.InvokeAsync(observer));
        }
#pragma warning disable CA1031 // The exception belongs to the caller, if one waits.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogDebug(e, "An observer failed");
            request.Fail(e);
        }
    }

    private Request? Next()
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out var request)) return request;
            _running = false;
            return null;
        }
    }
}
