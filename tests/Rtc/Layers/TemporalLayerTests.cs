using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Layers;

/// <summary>One picture with two temporal layers for a viewer whose network has room for the lower one (RFC 7741, TID and Y).</summary>
public class TemporalLayerTests
{
    private readonly Call.SharedClock _clock = new();
    private int _frame;

    [Fact]
    public void Every_other_frame_is_left_out_without_a_gap_and_comes_back_with_a_sync_frame()
    {
        using var patient = new Call(seed: 31, clock: _clock).Connect();
        using var therapist = new Call(seed: 32, clock: _clock).Connect();
        var downlink = new Bottleneck(therapist.ToClient);
        patient.Sink.ForwardTo = therapist.Server;
        therapist.Client.SendsArrivals = true;
        therapist.Client.SendsNacks = false; // it would ask for what is still in the queue, and fill the queue with that
        therapist.Sink.Transmit = (datagram, _, _) => downlink.Send(datagram, _clock.Now);
        therapist.Sink.AskForKeyframe = patient.Server.RequestKeyframe;
        void Film(int seconds) => SendFrames(patient, therapist, downlink, seconds);

        Film(5);
        downlink.BitsPerSecond = 420_000; // of some 600
        Film(5);
        var slow = therapist.Client.Received.Count;
        Film(10);
        var slowed = therapist.Client.Received.Skip(slow).ToList();
        downlink.BitsPerSecond = 0;
        Film(45);
        var all = therapist.Client.Received;

        Assert.True(slowed.Count(r => Tid(r) == 0) > 100);
        Assert.All(slowed.TakeLast(100), r => Assert.Equal(0, Tid(r)));
        var numbers = slowed.Select(r => (int)r.SequenceNumber).Distinct().Order().Skip(100).SkipLast(50).ToList(); // the last may yet come
        Assert.Equal(Enumerable.Range(numbers[0], numbers.Count), numbers);
        Assert.Contains(all.TakeLast(100), r => Tid(r) == 1);
        var first = all.Skip(slow + slowed.Count).First(r => Tid(r) == 1);
        Assert.True(Vp8Descriptor.TryParse(first.Payload, out var descriptor) && descriptor.IsLayerSync);
    }

    private static int Tid(ReceivedRtp packet) => Vp8Descriptor.TryParse(packet.Payload, out var d) ? d.TemporalId!.Value : -1;

    /// <summary>30 frames a second of 2500 bytes, every other one of the upper layer, every fourth of those a sync frame.</summary>
    private void SendFrames(Call patient, Call therapist, Bottleneck downlink, int seconds)
    {
        for (var end = _frame + (seconds * 30); _frame < end; _frame++)
        {
            var frame = Vp8Packetizer.FakeFrame(2500, keyframe: _frame % 60 == 0, _frame);
            patient.Client.SendVideoFrame(frame, (uint)_frame * 3000, _frame % 2, layerSync: _frame % 8 == 1);
            patient.Run(TimeSpan.FromMilliseconds(_frame % 3 == 0 ? 30 : 35), now =>
            {
                downlink.Run(now);
                therapist.Pump();
            });
        }
    }
}
