using PsyCare.Domain.Media;
using PsyCare.Rtc.Layers;

namespace PsyCare.Media.Tests.Rig;

/// <summary>Keeps the server's events and lets a test wait for one.</summary>
internal sealed class EventLog : IMediaEvents
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock _gate = new();
    private readonly List<string> _events = [];
    private readonly List<(string Event, int Count, TaskCompletionSource Seen)> _waiters = [];

    internal IReadOnlyList<string> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public void OnConnection(string sessionId, ParticipantRole participant, string resourceId, ConnectionState state) =>
        Add($"{participant} {state}");

    public void OnPicture(string sessionId, ParticipantRole participant, string resourceId, ViewedPicture picture) =>
        Add($"{participant} sees {picture}");

    public void OnRecording(string sessionId, ParticipantRole participant, SegmentState state) => Add($"{participant} recording {state}");

    /// <summary>Completes once the event has happened that many times.</summary>
    internal Task Seen(string name, int count = 1)
    {
        lock (_gate)
        {
            if (_events.Count(e => e == name) >= count)
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((name, count, seen));
            return seen.Task.WaitAsync(Patience);
        }
    }

    private void Add(string name)
    {
        lock (_gate)
        {
            _events.Add(name);
            foreach (var waiter in _waiters.Where(w => w.Event == name && _events.Count(e => e == name) >= w.Count))
                waiter.Seen.TrySetResult();
        }
    }
}
