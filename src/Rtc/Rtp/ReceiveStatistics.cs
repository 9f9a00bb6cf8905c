using PsyCare.Rtc.Rtcp;

namespace PsyCare.Rtc.Rtp;

/// <summary>Loss and jitter of one received stream (RFC 3550 sections A.1, A.3 and A.8).</summary>
internal sealed class ReceiveStatistics(uint ssrc, int clockRate)
{
    private long _base;
    private long _highest;
    private long _received;
    private long _restored;
    private long _expectedPrior;
    private long _receivedPrior;
    private uint _transit;
    private uint _jitter;
    private uint _lastSenderReport;
    private TimeSpan _lastSenderReportAt;

    internal uint Ssrc { get; } = ssrc;

    /// <summary>Interarrival jitter in units of the stream's clock.</summary>
    internal uint Jitter => _jitter >> 4;

    /// <summary>Packets expected but not received so far, nor restored.</summary>
    internal long LostForGood => CumulativeLost - _restored;

    /// <summary>
    /// Packets that the network lost, which is what the sender's congestion control wants to know: a retransmission on a stream of its own
    /// does not make up for them, one on the same stream cannot be told from the original.
    /// </summary>
    private long CumulativeLost => _received == 0 ? 0 : Expected - _received;

    private long Expected => _highest - _base + 1;

    internal void OnPacket(long extendedSequence, uint timestamp, bool restored, TimeSpan now)
    {
        if (restored)
        {
            _highest = Math.Max(_highest, extendedSequence);
            _restored++;
            return;
        }

        var transit = (uint)(now.Ticks * clockRate / TimeSpan.TicksPerSecond) - timestamp;
        if (_received == 0)
        {
            (_base, _highest) = (extendedSequence, extendedSequence);
        }
        else if (extendedSequence > _highest)
        {
            // Only packets in order tell about jitter; a retransmission would tell about our own NACK timing.
            UpdateJitter(transit);
            _highest = extendedSequence;
        }

        _transit = extendedSequence == _highest ? transit : _transit;
        _received++;
    }

    internal void OnSenderReport(in SenderReport report, TimeSpan now) =>
        (_lastSenderReport, _lastSenderReportAt) = (report.CompactNtp, now);

    /// <summary>The block for the next report; starts a new interval for the fraction lost.</summary>
    internal ReportBlock TakeReport(TimeSpan now)
    {
        var expected = Expected - _expectedPrior;
        var lost = expected - (_received - _receivedPrior);
        (_expectedPrior, _receivedPrior) = (Expected, _received);
        var fraction = expected <= 0 || lost <= 0 ? 0 : Math.Min(255, (lost << 8) / expected);
        var delay = _lastSenderReport == 0 ? 0 : (now - _lastSenderReportAt).Ticks * 65_536 / TimeSpan.TicksPerSecond;
        return new ReportBlock(
            Ssrc, (byte)fraction, (int)CumulativeLost, (uint)_highest, Jitter, _lastSenderReport, (uint)Math.Min(delay, uint.MaxValue));
    }

    /// <summary>J += (|D| - J) / 16 in the integer form of section A.8, which keeps four more bits.</summary>
    private void UpdateJitter(uint transit)
    {
        var difference = (uint)Math.Abs((long)(int)(transit - _transit));
        _jitter += difference - ((_jitter + 8) >> 4);
    }
}
