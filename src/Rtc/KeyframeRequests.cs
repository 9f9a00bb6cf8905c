namespace PsyCare.Rtc;

/// <summary>Keyframe requests for one stream, at most one in <see cref="Interval"/>; one that comes too soon is kept for later.</summary>
internal struct KeyframeRequests
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private TimeSpan? _askedAt;

    /// <summary>A request is kept for later.</summary>
    internal bool IsWaiting { get; private set; }

    /// <summary>When the kept request is due; null if there is none.</summary>
    internal readonly TimeSpan? Due => IsWaiting ? _askedAt + Interval ?? TimeSpan.Zero : null;

    /// <summary>Somebody wants a keyframe.</summary>
    internal void Want() => IsWaiting = true;

    /// <summary>A new source begins with a keyframe anyway.</summary>
    internal void Forget() => IsWaiting = false;

    /// <summary>True if a request is to be sent now; it then counts as sent.</summary>
    internal bool TryTake(TimeSpan now)
    {
        if (!IsWaiting || now - _askedAt < Interval)
        {
            return false;
        }

        (IsWaiting, _askedAt) = (false, now);
        return true;
    }
}
