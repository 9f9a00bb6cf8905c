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

    public ValueTask<object?> InvokeAsync(object grain) => invoke(grain);

    public void Expire() => _expired = true;

    public void Complete(object? result) => _response.TrySetResult(result);

    public void Fail(Exception exception)
    {
        _response.TrySetException(exception);
        // Nobody may be waiting (one-way calls, expired ones): that is not an unobserved error.
        _ = _response.Task.Exception;
    }
}
