using System.Diagnostics.Metrics;
using PsyCare.Domain.Media;

namespace PsyCare.Grains.Affect;

/// <summary>
/// Frames between arrival and reading. Frames refer to the one before, so all are decoded; but only the newest of a batch is read,
/// and not more often than the sidebar can use.
/// </summary>
internal sealed class FrameBacklog
{
    /// <summary>Frames that wait at most; beyond that the decoder is so late that it starts over at a key frame.</summary>
    public const int Capacity = 60;

    /// <summary>Readings are at least this far apart: 10 a second, with room for the jitter of arrival.</summary>
    private const long MinIntervalMs = 90;

    private readonly List<EncodedFrame> _frames = [];
    private long _lastTakenAtMs = long.MinValue;
    private bool _awaitingKeyframe = true;

    private static readonly Counter<long> Dropped = new Meter("PsyCare.Grains").CreateCounter<long>(
        "psycare.affect.frames.dropped", "{frame}", "Frames that were never decoded because the reader was too late.");

    /// <summary>Adds a frame in decoding order.</summary>
    public void Add(EncodedFrame frame)
    {
        if (frame.IsKeyframe)
        {
            // Nothing before a key frame is needed to decode what follows.
            Dropped.Add(_frames.Count);
            _frames.Clear();
            _awaitingKeyframe = false;
        }
        else if (_frames.Count >= Capacity)
        {
            Dropped.Add(_frames.Count);
            _frames.Clear();
            _awaitingKeyframe = true;
        }

        if (_awaitingKeyframe)
            Dropped.Add(1);
        else
            _frames.Add(frame);
    }

    /// <summary>Takes all waiting frames when the newest is due for reading.</summary>
    public bool TryTake(out IReadOnlyList<EncodedFrame> frames)
    {
        frames = [];
        if (_frames.Count == 0 || (_lastTakenAtMs != long.MinValue && _frames[^1].AtMs - _lastTakenAtMs < MinIntervalMs))
            return false;
        frames = [.. _frames];
        _frames.Clear();
        _lastTakenAtMs = frames[^1].AtMs;
        return true;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _frames.Clear();
        _awaitingKeyframe = true;
        _lastTakenAtMs = long.MinValue;
    }
}
