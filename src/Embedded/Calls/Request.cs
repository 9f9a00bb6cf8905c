namespace PsyCare.Embedded.Calls;

/// <summary>Which running requests a request may overlap.</summary>
internal enum Interleaving
{
    None,
    WithReaders,
    Always,
}

/// <summary>One thing for a grain to do: a method call, a timer or reminder tick, or the delivery of a stream event.</summary>
/// <param name="invoke">Runs in the grain's turn, given the grain object.</param>
internal sealed class Request(Func<object, ValueTask<object?>> invoke)
{
    private readonly TaskCompletionSource<object?> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _expired;
    private volatile ITimer? _timer;
    private CancellationTokenRegistration _cancellation;

    /// <summary>Which running requests it may overlap.</summary>
    public Interleaving Interleaving { get; init; }

    /// <summary>Whether it counts as use of the grain.</summary>
    public bool KeepsAlive { get; init; } = true;

    /// <summary>True for a request that means nothing to any other activation, such as a timer's tick.</summary>
    public bool DiesWithActivation { get; init; }

    /// <summary>How often it was handed on from an activation that ended before it began.</summary>
    public int Redirections { get; set; }

    /// <summary>Ends with the request's result.</summary>
    public Task<object?> Response => _response.Task;

    /// <summary>True when nobody waits any more: a request that has not begun is then dropped, as Orleans does.</summary>
    public bool Expired => _expired;

    public ValueTask<object?> InvokeAsync(object target) => invoke(target);

    /// <summary>Ends the waiting for the response after <paramref name="limit"/>, or when the caller gives up.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="what">What is waited for, to name it in the error.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public void Limit(TimeProvider time, TimeSpan limit, object what, CancellationToken cancellationToken)
    {
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(_ => Expire(new TimeoutException($"Response did not arrive on time in {limit} for {what}.")), null, limit, Timeout.InfiniteTimeSpan);
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister((_, token) => Expire(new OperationCanceledException(token)), null);
        // The response may have come in between; as there, the limit must not stay behind.
        if (_response.Task.IsCompleted) EndLimit();
    }

    public void Complete(object? result)
    {
        EndLimit();
        _response.TrySetResult(result);
        EndLimit(); // The limit may have been set in between.
    }

    public void Fail(Exception exception)
    {
        EndLimit();
        _response.TrySetException(exception);
        EndLimit();
        // Nobody may be waiting (one-way calls, expired ones): that is not an unobserved error.
        _ = _response.Task.Exception;
    }

    private void Expire(Exception exception)
    {
        _expired = true;
        Fail(exception);
    }

    private void EndLimit()
    {
        _timer?.Dispose();
        _cancellation.Unregister();
    }
}
