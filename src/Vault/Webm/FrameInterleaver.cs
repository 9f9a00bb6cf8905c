using PsyCare.Domain.Media;

namespace PsyCare.Vault.Webm;

/// <summary>
/// Puts sound and picture into one order of time. A frame waits until one that is <see cref="HoldBackMs"/> younger has come; one that
/// comes later than that takes the time of its predecessor rather than being lost, for VP8 frames build on each other.
/// </summary>
internal sealed class FrameInterleaver
{
    /// <summary>How far sound and picture may be apart on arrival: a retransmission or two, milliseconds.</summary>
    public const long HoldBackMs = 300;

    // Far more than a hold-back holds: a clock that stands still must not fill the memory.
    private const int MaxWaiting = 128;

    private readonly PriorityQueue<MediaFrame, (long AtMs, long Order)> _waiting = new();
    private long _order;
    private long _newestMs = long.MinValue;
    private long _lastOutMs = long.MinValue;

    public void Push(in MediaFrame frame)
    {
        _waiting.Enqueue(frame, (frame.AtMs, _order++));
        _newestMs = Math.Max(_newestMs, frame.AtMs);
    }

    /// <summary>The next frame in order; false while it may still be overtaken, unless <paramref name="flush"/>.</summary>
    public bool TryPop(bool flush, out MediaFrame frame)
    {
        var mayBeOvertaken = !flush && _waiting.Count <= MaxWaiting;
        if (!_waiting.TryPeek(out frame, out var key) || (mayBeOvertaken && _newestMs - key.AtMs < HoldBackMs))
        {
            return false;
        }

        _waiting.Dequeue();
        _lastOutMs = Math.Max(_lastOutMs, frame.AtMs);
        frame = frame with { AtMs = _lastOutMs };
        return true;
    }
}
