namespace PsyCare.Media.Net;

/// <summary>How many packets may be dealt with: so many a second, and as many at once after a pause (a token bucket).</summary>
/// <param name="perSecond">Packets a second.</param>
internal sealed class PacketBudget(int perSecond)
{
    private double _left = perSecond;
    private TimeSpan _countedAt;

    /// <summary>Takes one packet, unless the budget is spent. Costs no allocation.</summary>
    /// <param name="now">The time; it never runs backwards.</param>
    internal bool TryTake(TimeSpan now)
    {
        _left = Math.Min(perSecond, _left + ((now - _countedAt).TotalSeconds * perSecond));
        _countedAt = now;
        if (_left < 1)
            return false;
        _left--;
        return true;
    }
}
