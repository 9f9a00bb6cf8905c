using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;
using PsyCare.Silo.Cluster.Streams;
using PsyCare.TestKit.Time;

namespace PsyCare.Cluster.Tests.Streams;

/// <summary>What a silo holds of a queue until its consumers have it.</summary>
public sealed class RecentEventsTests : IDisposable
{
    private static readonly StreamId One = StreamId.Create("test", "one");
    private static readonly StreamId Two = StreamId.Create("test", "two");
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecentEvents _recent;

    public RecentEventsTests() => _recent = new RecentEvents(_clock);

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_consumer_gets_its_own_streams_events_in_their_order_and_each_once()
    {
        Add(One, 1);
        Add(Two, 2);
        Add(One, 3);
        var cursor = _recent.GetCacheCursor(One, Number(1));
        Assert.Equal([1, 3], Read(cursor));
        Assert.Empty(Read(cursor));
        Add(One, 4);
        Assert.Equal([4], Read(cursor));
    }

    [Fact]
    public void Who_comes_without_a_place_gets_what_comes_after()
    {
        Add(One, 1);
        var cursor = _recent.GetCacheCursor(One, null);
        Assert.Empty(Read(cursor));
        Add(One, 2);
        Assert.Equal([2], Read(cursor));
    }

    [Fact]
    public void Two_consumers_of_one_stream_do_not_take_from_each_other()
    {
        var (first, second) = (_recent.GetCacheCursor(One, null), _recent.GetCacheCursor(One, null));
        Add(One, 1);
        Assert.Equal([1], Read(first));
        Assert.Equal([1], Read(second));
    }

    [Fact]
    public void What_nobody_fetched_in_time_is_forgotten_and_the_stream_goes_on()
    {
        var cursor = _recent.GetCacheCursor(One, null);
        Add(One, 1);
        _clock.Advance(RecentEvents.Keep);
        Add(One, 2);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_recent.TryPurgeFromCache(out _));
        Assert.Equal([2], Read(cursor));
        _clock.Advance(RecentEvents.Keep);
        _recent.TryPurgeFromCache(out _);
        Assert.Empty(Read(_recent.GetCacheCursor(One, Number(1))));
    }

    private void Add(StreamId stream, long number) =>
        _recent.AddToCache([StreamEvent.Of(stream, [number], _services.GetRequiredService<Serializer>()).Numbered(number)]);

    private static EventSequenceTokenV2 Number(long number) => new(number);

    private static List<long> Read(IQueueCacheCursor cursor)
    {
        var read = new List<long>();
        while (cursor.MoveNextWithResult().Kind == QueueCacheCursorMoveResultKind.Success)
            read.AddRange(cursor.GetCurrent(out _)!.GetEvents<long>().Select(e => e.Item1));
        return read;
    }
}
