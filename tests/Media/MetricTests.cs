using System.Diagnostics.Metrics;
using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Media.Tests;

/// <summary>What operators see: counters that add up, and nothing that names anybody.</summary>
public sealed class MetricTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Packets_repairs_and_losses_are_counted_over_all_peers_and_stay_when_they_go()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        var patient = rig.Join(ParticipantRole.Patient, offer: new TestOffer { AudioNack = true });
        var clinician = rig.Join(ParticipantRole.Clinician);
        patient.Network = (Link(0.1), Link(0));
        rig.SendFor(10 * Second, patient, clinician);
        rig.Run(3 * Second);

        var totals = rig.Server.ReadTotals();
        var sent = (3 * patient.FramesSent) + patient.SoundsSent;
        Assert.InRange(totals.RtpReceived, (3 * clinician.FramesSent) + clinician.SoundsSent + (sent * 0.99), 3 * (patient.FramesSent + clinician.FramesSent) + (2 * patient.SoundsSent));
        Assert.InRange(totals.RtpRestored, sent * 0.05, sent * 0.15);
        Assert.InRange(totals.RtpLost, 0, sent * 0.01);
        Assert.InRange(totals.RtpSent, sent * 0.99, 2 * sent);

        Assert.True(rig.Server.Leave(patient.ResourceId));
        rig.Settle();
        Assert.InRange(rig.Server.ReadTotals().RtpReceived, totals.RtpReceived, totals.RtpReceived + 10);
    }

    [Fact]
    public async Task The_quality_of_all_calls_is_told_as_a_spread()
    {
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        Assert.Null(rig.Server.ReadQuality().Jitter);
        var patient = rig.Join(ParticipantRole.Patient);
        var clinician = rig.Join(ParticipantRole.Clinician);
        rig.SendFor(3 * Second, patient, clinician);
        var quality = rig.Server.ReadQuality();
        Assert.Equal((0, 2, 0), (quality.Connecting, quality.Connected, quality.Disconnected));
        Assert.InRange(quality.Jitter!.P95, 0, 0.05);
        Assert.Equal(0, quality.SendLoss!.P95);
    }

    [Fact]
    public void A_spread_has_a_median_and_a_95th_percentile()
    {
        Assert.Null(Spread.Of([]));
        Assert.Equal(new Spread(7, 7), Spread.Of([7]));
        Assert.Equal(new Spread(50, 95), Spread.Of(Enumerable.Range(1, 100).Reverse().Select(i => (double)i)));
    }

    [Fact]
    public async Task The_meter_publishes_figures_without_any_tag_but_words_of_a_fixed_list()
    {
        var seen = new Dictionary<string, HashSet<string>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "PsyCare.Media")
                l.EnableMeasurementEvents(instrument);
        };
        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (seen)
            {
                seen.TryAdd(instrument.Name, []);
                foreach (var tag in tags)
                    seen[instrument.Name].Add(tag.Key);
            }
        }

        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        await using var rig = await MediaRig.StartAsync(MediaRig.Live());
        rig.SendFor(3 * Second, rig.Join(ParticipantRole.Patient), rig.Join(ParticipantRole.Clinician));
        listener.RecordObservableInstruments();

        lock (seen)
        {
            foreach (var name in new[] { "peers", "rtp.received", "rtp.restored", "rtp.lost", "rtp.resent", "jitter", "send_loss", "frames.waiting", "cpu", "layer_changes" })
                Assert.Contains($"psycare.media.{name}", seen.Keys);
            Assert.Equal(["reason"], seen["psycare.media.datagrams.dropped"]);
            Assert.Equal(["picture"], seen["psycare.media.viewers"]);
            Assert.Equal(["transport"], seen["psycare.media.datagrams.received"]);
            Assert.Equal(["transport"], seen["psycare.media.datagrams.sent"]);
            Assert.Equal(["reason"], seen["psycare.media.tcp.ended"]);
            Assert.Equal(5, seen.Count(s => s.Value.Count > 0));
        }
    }

    private static LossyLink Link(double loss) => new(7) { Loss = loss, Delay = TimeSpan.FromMilliseconds(25) };
}
