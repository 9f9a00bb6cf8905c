using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;
using PsyCare.Silo.Cluster.Streams;
using PsyCare.TestKit.Time;

namespace PsyCare.Cluster.Tests.Streams;

/// <summary>Events on their way to a queue go together, in their order, and each publisher learns what became of its own.</summary>
public sealed class OutboxTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string[]> _sent = new();
    private readonly Outbox _outbox;
    private Exception? _failure;

    public OutboxTests() => _outbox = new Outbox(SendAsync, _clock);

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task The_first_goes_at_once_and_those_that_come_soon_after_it_go_together()
    {
        await AddAsync("a");
        await _clock.WhenTimersArmed(1).WaitAsync(Patience);
        Task[] later = [AddAsync("b"), AddAsync("c")];
        Assert.All(later, l => Assert.False(l.IsCompleted));
        _clock.Advance(Outbox.Gather);
        await Task.WhenAll(later);
        Assert.Equal([["a"], ["b", "c"]], _sent);
    }

    [Fact]
    public async Task After_a_quiet_time_one_goes_at_once_again()
    {
        await AddAsync("a");
        await _clock.WhenTimersArmed(1).WaitAsync(Patience);
        _clock.Advance(Outbox.Gather);
        await AddAsync("b");
        Assert.Equal([["a"], ["b"]], _sent);
    }

    [Fact]
    public async Task A_call_that_fails_fails_for_those_whose_events_it_carried_and_no_others()
    {
        _failure = new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => AddAsync("a"));
        _failure = null;
        await _clock.WhenTimersArmed(1).WaitAsync(Patience);
        var next = AddAsync("b");
        _clock.Advance(Outbox.Gather);
        await next;
        Assert.Equal([["b"]], _sent);
    }

    private Task AddAsync(string item) =>
        _outbox.AddAsync(StreamEvent.Of(StreamId.Create("test", "one"), [item], _services.GetRequiredService<Serializer>())).WaitAsync(Patience);

    private Task SendAsync(StreamEvent[] events)
    {
        if (_failure is { } failure)
            return Task.FromException(failure);
        _sent.Enqueue([.. events.SelectMany(e => e.GetEvents<string>()).Select(e => e.Item1)]);
        return Task.CompletedTask;
    }
}
