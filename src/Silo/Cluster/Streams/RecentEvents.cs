using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Orleans.Streams;

namespace PsyCare.Silo.Cluster.Streams;

/// <summary>
/// Events of one queue between its taking and their delivery, by stream, for <see cref="Keep"/>: what is older is of use to nobody, delivered or not.
/// </summary>
/// <remarks>
/// Orleans' own caches keep a queue's events in one list, through all of which each stream's cursor walks: what a queue costs grows with the square of its
/// streams. Used by one pulling agent, in its turns.
/// </remarks>
internal sealed class RecentEvents(TimeProvider time) : IQueueCache
{
    /// <summary>How long an event may wait for its delivery.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromSeconds(2);

    /// <summary>Most events that are taken from the queue in one call.</summary>
    private const int MostAtOnce = 1_000;

    private readonly Dictionary<StreamId, Queue<StreamEvent>> _streams = [];
    private readonly Queue<(long At, StreamId Stream)> _arrivals = new();
    private long _newest;

    /// <inheritdoc/>
    public int GetMaxAddCount() => MostAtOnce;

    /// <inheritdoc/>
    public bool IsUnderPressure() => false;

    /// <inheritdoc/>
    public void AddToCache(IList<IBatchContainer> messages)
    {
        foreach (var item in messages.Cast<StreamEvent>())
        {
            if (!_streams.TryGetValue(item.StreamId, out var events))
                _streams[item.StreamId] = events = new Queue<StreamEvent>();
            events.Enqueue(item);
            _arrivals.Enqueue((time.GetTimestamp(), item.StreamId));
            _newest = item.Number;
        }
    }

    /// <inheritdoc/>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        while (_arrivals.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Keep)
        {
            _arrivals.Dequeue();
            _streams[oldest.Stream].Dequeue();
            if (_streams[oldest.Stream].Count == 0)
                _streams.Remove(oldest.Stream);
        }

        // Nobody is to be told.
        purgedItems = null;
        return false;
    }

    /// <summary>A consumer's place in its stream: from <paramref name="token"/> on, or after what is here now where there is none.</summary>
    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token) =>
        new Cursor(this, streamId, token is null ? _newest : token.SequenceNumber - 1);

    private StreamEvent? NextOrNull(StreamId stream, long after) =>
        _streams.TryGetValue(stream, out var events) ? events.FirstOrDefault(e => e.Number > after) : null;

    private sealed class Cursor(RecentEvents all, StreamId stream, long after) : IQueueCacheCursor
    {
        private StreamEvent? _current;

        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return _current;
        }

        public bool MoveNext()
        {
            _current = all.NextOrNull(stream, after);
            after = _current?.Number ?? after;
            return _current is not null;
        }

        public void Refresh(StreamSequenceToken? token)
        {
            // Always looks for what is there.
        }

        public void RecordDeliveryFailure()
        {
            // The next one is tried all the same.
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
