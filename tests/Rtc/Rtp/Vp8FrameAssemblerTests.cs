using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Rtp;

public sealed class Vp8FrameAssemblerTests : IDisposable
{
    private readonly Vp8FrameAssembler _assembler = new(TimeSpan.FromMilliseconds(200));
    private readonly List<(long Timestamp, int Layer, bool Key, byte[] Data)> _frames = [];
    private readonly Vp8Packetizer _packetizer = new();
    private ushort _sequence = 65_500;
    private uint _timestamp = uint.MaxValue - 9000;
    private int _seed;

    public void Dispose() => _assembler.Dispose();

    [Fact]
    public void Frames_come_out_as_they_went_in()
    {
        var sent = Enumerable.Range(0, 100).Select(i => Frame(i == 0, 500 + (i * 37))).ToList();
        Push(sent.SelectMany(f => f.Packets), 0);
        Assert.Equal(sent.Select(f => f.Data), _frames.Select(f => f.Data));
        Assert.Equal(99 * 3000, _frames[^1].Timestamp - _frames[0].Timestamp);
        Assert.True(_frames[0].Key);
        Assert.Equal(0, _assembler.DroppedFrames);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Shuffled_and_doubled_packets_change_nothing(int seed)
    {
        var random = new Random(seed);
        var sent = Enumerable.Range(0, 200).Select(i => Frame(i == 0, 3000)).ToList();
        var packets = sent.SelectMany(f => f.Packets).ToList();
        var shuffled = packets.Concat(packets.Where(_ => random.Next(10) == 0))
            .OrderBy(p => packets.IndexOf(p) + (packets.IndexOf(p) == 0 ? 0 : random.Next(40))).ToList();
        Push(shuffled, 0);
        Assert.Equal(sent.Select(f => f.Data), _frames.Select(f => f.Data));
    }

    [Fact]
    public void A_lost_base_frame_withholds_everything_until_a_keyframe()
    {
        Push(Frame(true).Packets, 0);
        _ = Frame(false); // lost
        Push(Frame(false).Packets, 33);
        Assert.Single(_frames);
        Assert.False(_assembler.NeedsKeyframe);
        Push(Frame(false).Packets, 300);
        Assert.Single(_frames);
        Assert.True(_assembler.NeedsKeyframe);
        Push(Frame(true).Packets, 333);
        Push(Frame(false).Packets, 366);
        Assert.Equal(3, _frames.Count);
        Assert.False(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void A_late_packet_within_patience_saves_the_frame()
    {
        var key = Frame(true, 4000).Packets;
        Push([key[0], key[2], key[3]], 0);
        Push(Frame(false).Packets, 33);
        Assert.Empty(_frames);
        Push([key[1]], 150);
        Assert.Equal(2, _frames.Count);
    }

    [Fact]
    public void A_lost_upper_layer_frame_costs_that_layer_only()
    {
        Push(Frame(true).Packets, 0);
        _ = Frame(false, layer: 2, sync: true); // lost
        Push(Frame(false, layer: 1, sync: true).Packets, 300);
        Push(Frame(false, layer: 2).Packets, 600); // depends on the lost layer
        Push(Frame(false).Packets, 633);
        Push(Frame(false, layer: 2, sync: true).Packets, 666);
        Push(Frame(false, layer: 1).Packets, 700);
        Assert.Equal([0, 1, 0, 2, 1], _frames.Select(f => f.Layer));
        Assert.False(_assembler.NeedsKeyframe);
        Assert.Equal(2, _assembler.DroppedFrames);
    }

    [Fact]
    public void Frames_before_the_first_keyframe_are_withheld_and_one_is_asked_for()
    {
        Push(Frame(false).Packets, 0);
        Assert.Empty(_frames);
        Assert.True(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void A_new_source_starts_over()
    {
        Push(Frame(true).Packets, 0);
        Push(Frame(false).Packets, 33);
        foreach (var packet in Frame(true).Packets)
        {
            packet[11] = 77; // another SSRC
            Push([packet], 66);
        }

        Assert.Equal([true, false, true], _frames.Select(f => f.Key));
    }

    [Fact]
    public void Padding_packets_between_frames_are_passed_over()
    {
        Push(Frame(true).Packets, 0);
        Push([RtpPackets.Create(_sequence++, _timestamp, payload: [])], 10);
        Push(Frame(false).Packets, 33);
        Assert.Equal(2, _frames.Count);
        Assert.False(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void A_hole_as_wide_as_the_window_does_not_stop_the_stream()
    {
        Push(Frame(true).Packets, 0);
        _ = Frame(false); // lost
        for (var i = 0; i < Vp8FrameAssembler.Window + 10; i++)
        {
            Push(Frame(false).Packets, 1);
        }

        Assert.Single(_frames);
        Assert.True(_assembler.NeedsKeyframe);
        Push(Frame(true).Packets, 300);
        Assert.Equal(2, _frames.Count);
    }

    [Fact]
    public void The_size_of_a_keyframe_is_read()
    {
        var bytes = Vp8Packetizer.FakeFrame(100, keyframe: true, seed: 1);
        var frame = new VideoFrame { Codec = VideoCodec.Vp8, Data = bytes, Ssrc = 1, Timestamp = 0, TemporalId = 0, IsKeyframe = true, ArrivedAt = default };
        Assert.True(frame.TryReadSize(out var width, out var height));
        Assert.Equal((640, 480), (width, height));
    }

    [Fact]
    public void Opus_packets_come_in_order_and_a_lost_one_is_left_out()
    {
        using var opus = new OpusReorderer();
        List<(byte Data, long Timestamp)> taken = [];
        void PushOpus(ushort number, int at)
        {
            opus.Push(RtpPackets.Parse(RtpPackets.Create(number, (uint)(number * 960), payload: [(byte)number])), TimeSpan.FromMilliseconds(at));
            while (opus.TryTake(TimeSpan.FromMilliseconds(at), out var frame))
            {
                taken.Add((frame.Data[0], frame.Timestamp));
            }
        }

        PushOpus(1, 0);
        PushOpus(3, 40);
        PushOpus(2, 41);
        PushOpus(5, 80);
        Assert.Equal(3, taken.Count);
        PushOpus(6, 585);
        Assert.Equal([1, 2, 3, 5, 6], taken.Select(t => (int)t.Data));
        Assert.Equal(6 * 960, taken[^1].Timestamp);
    }

    private (byte[] Data, List<byte[]> Packets) Frame(bool key, int length = 200, int layer = 0, bool sync = false)
    {
        var data = Vp8Packetizer.FakeFrame(length, key, _seed++);
        var payloads = _packetizer.Packetize(data, layer, sync);
        _timestamp += 3000;
        var packets = payloads.Select((p, i) => RtpPackets.Create(_sequence++, _timestamp, marker: i == payloads.Count - 1, payload: p));
        return (data, packets.ToList());
    }

    private void Push(IEnumerable<byte[]> packets, int milliseconds)
    {
        var now = TimeSpan.FromMilliseconds(milliseconds);
        foreach (var packet in packets)
        {
            _assembler.Push(RtpPackets.Parse(packet), now);
            while (_assembler.TryTake(now, out var frame))
            {
                _frames.Add((frame.Timestamp, frame.TemporalId, frame.IsKeyframe, frame.Data.ToArray()));
            }
        }
    }
}
