using System.Collections.Concurrent;

namespace PsyCare.Embedded.Tests;

/// <summary>How a test holds grains at a point, and learns what they did.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new();
    private readonly ConcurrentQueue<string> _log = new();
    private volatile bool _allOpen;

    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>How many activations live under a key, as they count it.</summary>
    public ConcurrentDictionary<string, int> Alive { get; } = new();

    /// <summary>Whether grains that ask refuse to activate.</summary>
    public bool Refuses { get; set; }

    /// <summary>Says that something happened.</summary>
    public void Note(string what)
    {
        _log.Enqueue(what);
        Source(_reached, what).TrySetResult();
    }

    /// <summary>Says that the point was reached and waits there until the test opens it.</summary>
    public Task PassAsync(string gate)
    {
        Note(gate);
        return _allOpen ? Task.CompletedTask : Source(_gates, gate).Task;
    }

    public void Open(string gate) => Source(_gates, gate).TrySetResult();

    public void OpenAll()
    {
        _allOpen = true;
        foreach (var gate in _gates.Values) gate.TrySetResult();
    }

    /// <summary>Ends when that was noted.</summary>
    public Task Reached(string what) => Source(_reached, what).Task;

    private static TaskCompletionSource Source(ConcurrentDictionary<string, TaskCompletionSource> sources, string name) =>
        sources.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
