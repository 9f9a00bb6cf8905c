using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Bandwidth;

/// <summary>
/// How many bits a second one viewer's network carries: the least of what delays say and what losses say (draft-ietf-rmcat-gcc-02). From
/// transport-wide feedback where there is any, else from the loss in receiver reports alone. What is not sent cannot be measured: the
/// estimate rises only as far as half again of what has come, until a probe (<see cref="BandwidthProbe"/>) shows more.
/// </summary>
internal sealed class BandwidthEstimator
{
    /// <summary>What a network is believed to carry before it has shown anything.</summary>
    internal const double Initial = 1_000_000;

    internal const double Least = 40_000;
    internal const double Most = 5_000_000;

    private const double Decrease = 0.85; // beta (section 5.5)
    private const double IncreasePerSecond = 1.08; // eta
    private const double MaxAhead = 1.5; // of what has come
    private const double LossHigh = 0.1;
    private const double LossLow = 0.02;
    private const int LeastPackets = 20;
    private static readonly TimeSpan LossInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan NewsAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DecreaseInterval = TimeSpan.FromMilliseconds(300);

    private readonly SentLog _sent = new();
    private readonly DelayDetector _delays = new();
    private RateMeter _came = new(TimeSpan.FromMilliseconds(800));
    private double _byDelay = Initial;
    private double _byLoss = Initial;
    private TimeSpan _increasedAt;
    private TimeSpan? _decreasedAt;
    private TimeSpan _lossFrom;
    private TimeSpan _feedbackAt;
    private (int Came, int Lost) _counted;
    private long _reference = -1;

    /// <summary>The estimate, bit/s.</summary>
    internal double BitsPerSecond => Math.Clamp(Math.Min(_byDelay, _byLoss), Least, Most);

    /// <summary>True once there was transport-wide feedback: the viewer's browser can be probed.</summary>
    internal bool HasFeedback { get; private set; }

    /// <summary>Time between the last packet that the newest feedback tells of and that feedback: a round trip and the receiver's wait; zero before any.</summary>
    internal TimeSpan AnswerTime { get; private set; }

    /// <summary>True once the network has shown a limit; before that the estimate is a guess.</summary>
    internal bool IsProven { get; private set; }

    /// <summary>True while queues grow or much is lost: not the time to send more. Old news does not count: nothing may be being sent.</summary>
    internal bool IsStrained(TimeSpan now) =>
        now - _feedbackAt < NewsAge && (_delays.Use == NetworkUse.Over || LossShare > LossLow);

    private double LossShare { get; set; }

    /// <summary>Notes a packet that goes out.</summary>
    /// <returns>Its transport-wide number.</returns>
    internal ushort OnSent(int bytes, TimeSpan now) => _sent.Add(bytes, now);

    /// <summary>Takes transport-wide feedback, the part behind the two SSRCs.</summary>
    /// <param name="entries">The bytes.</param>
    /// <param name="probe">Counts what came of it.</param>
    /// <param name="now">The time.</param>
    internal void OnFeedback(ReadOnlySpan<byte> entries, BandwidthProbe probe, TimeSpan now)
    {
        var reader = new ArrivalReader(entries);
        var clock = UnwrapReference(reader.Reference);
        while (reader.TryRead(out var sequence, out var arrival))
        {
            if (_sent.TryTake(sequence, out var sentAt, out var bytes))
            {
                HasFeedback = true;
                OnPacket(bytes, sentAt, arrival + clock, probe, now);
            }
        }

        _feedbackAt = now;
        FollowDelay(now);
        if (now - _lossFrom >= LossInterval && _counted.Came + _counted.Lost >= LeastPackets)
        {
            FollowLoss(_counted.Lost / (double)(_counted.Came + _counted.Lost), now - _lossFrom, now);
            (_counted, _lossFrom) = (default, now);
        }
    }

    /// <summary>Takes the loss of a receiver report, where there is no better feedback; a report comes about once a second.</summary>
    internal void OnReport(double fractionLost, TimeSpan now)
    {
        if (!HasFeedback)
        {
            FollowLoss(fractionLost, TimeSpan.FromSeconds(1), now);
        }
    }

    /// <summary>A probe has shown that so much gets through.</summary>
    internal void OnProbed(double bitsPerSecond) =>
        (_byDelay, _byLoss) = (Math.Max(_byDelay, bitsPerSecond), Math.Max(_byLoss, bitsPerSecond));

    /// <summary>What became of one packet: when it came, or null if it did not.</summary>
    private void OnPacket(int bytes, TimeSpan sentAt, TimeSpan? arrival, BandwidthProbe probe, TimeSpan now)
    {
        if (arrival is not { } at)
        {
            _counted.Lost++;
            return;
        }

        AnswerTime = now - sentAt;
        _counted.Came++;
        _came.Add(bytes, now);
        _delays.OnPacket(sentAt, at);
        probe.OnCame(bytes, sentAt, at);
    }

    /// <summary>Rate control of section 5.5: down to less than what comes through when queues grow, up slowly while they do not.</summary>
    private void FollowDelay(TimeSpan now)
    {
        var came = _came.BitsPerSecond(now);
        if (_delays.Use == NetworkUse.Over && !(now - _decreasedAt < DecreaseInterval))
        {
            _byDelay = Math.Min(_byDelay, Decrease * came);
            (_decreasedAt, IsProven) = (now, true);
        }
        else if (_delays.Use == NetworkUse.Normal && _increasedAt > TimeSpan.Zero)
        {
            var seconds = Math.Min(1, (now - _increasedAt).TotalSeconds);
            var wanted = Math.Min(_byDelay * Math.Pow(IncreasePerSecond, seconds), MaxAhead * came);
            _byDelay = Math.Clamp(Math.Max(Math.Max(_byDelay, came), wanted), Least, Most);
            _byLoss = LossShare < LossHigh ? Math.Max(_byLoss, came) : _byLoss; // what comes is carried
        }

        _increasedAt = now;
    }

    /// <summary>
    /// Section 6: little loss lets the rate rise by 5 % a second, more than a tenth lowers it by half of that share, though not below what comes
    /// through all the same.
    /// </summary>
    private void FollowLoss(double share, TimeSpan interval, TimeSpan now)
    {
        LossShare = share;
        if (share > LossHigh)
        {
            var least = Math.Max(Least, Decrease * _came.BitsPerSecond(now));
            (_byLoss, IsProven) = (Math.Max(least, Math.Min(_byLoss, _byDelay) * (1 - (0.5 * share))), true);
        }
        else if (share < LossLow)
        {
            _byLoss = Math.Min(Most, _byLoss * Math.Pow(1.05, Math.Min(1, interval.TotalSeconds)));
        }
    }

    /// <summary>What to add to a feedback's times: their clock wraps after 12 days.</summary>
    private TimeSpan UnwrapReference(uint reference)
    {
        const long Range = 1 << 24;
        var previous = _reference < 0 ? reference : _reference;
        var step = (((reference - previous) % Range) + Range + (Range / 2)) % Range - (Range / 2);
        _reference = previous + step;
        return TimeSpan.FromMilliseconds(64.0 * (_reference - reference));
    }
}
