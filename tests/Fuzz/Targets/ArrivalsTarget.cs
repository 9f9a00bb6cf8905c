using PsyCare.Rtc.Bandwidth;
using PsyCare.Rtc.Rtcp;

namespace PsyCare.Fuzz.Targets;

/// <summary>Transport-wide feedback, read and believed.</summary>
internal sealed class ArrivalsTarget
{
    private readonly BandwidthEstimator _estimator = new();
    private readonly BandwidthProbe _probe = new();
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    internal void Read(ReadOnlySpan<byte> input)
    {
        var reader = new ArrivalReader(input);
        var count = 0;
        while (reader.TryRead(out _, out _))
        {
            count++;
        }

        Check.That(count <= ushort.MaxValue, "a feedback covers at most 65535 packets");
        _now += TimeSpan.FromMilliseconds(20);
        for (var i = 0; i < 5; i++)
        {
            _estimator.OnSent(1200, _now);
        }

        _estimator.OnFeedback(input, _probe, _now);
        Check.That(
            _estimator.BitsPerSecond is >= BandwidthEstimator.Least and <= BandwidthEstimator.Most, "the estimate stays within its bounds");
    }
}
