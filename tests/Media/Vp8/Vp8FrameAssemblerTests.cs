using PsyCare.Media.Vp8;
using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Media.Tests.Vp8;

public sealed class Vp8FrameAssemblerTests : IDisposable
{
    private readonly Vp8FrameAssembler _assembler = new();
    private readonly Vp8Packetizer _packetizer = new();
    private readonly List<Vp8Frame> _frames = [];
    private ushort _sequence = 65_530; // wraps soon
    private uint _timestamp;
    private TimeSpan _now;

    public void Dispose() => _assembler.Dispose();

    [Fact]
    public void Frames_come_out_whole_and_in_order_however_their_packets_arrive()
    {
        Push(Frame(keyframe: true));
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var packets = Enumerable.Range(0, 4).SelectMany(i => Frame(size: 3000)).ToArray();
            random.Shuffle(packets);
            Push(packets);
            Push(packets); // duplicates
        }

        Assert.Equal(201, _frames.Count);
        Assert.All(_frames.Zip(_frames.Skip(1)), p => Assert.Equal(3000u, p.Second.Timestamp - p.First.Timestamp));
        Assert.All(_frames.Skip(1), f => Assert.Equal(3000, f.Data.Length));
        Assert.Equal(Vp8Packetizer.FakeFrame(3000, false, (int)_frames[7].Timestamp), _frames[7].Data);
    }

    [Fact]
    public void Nothing_comes_out_before_a_keyframe()
    {
        Push(Frame());
        Push(Frame()[1..]);
        Assert.Empty(_frames);
        Assert.True(_assembler.NeedsKeyframe);
        Push(Frame(keyframe: true));
        Assert.Single(_frames);
        Assert.False(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void A_lost_base_frame_stops_the_stream_until_a_keyframe()
    {
        Push(Frame(keyframe: true));
        Frame(); // lost
        Push(Frame());
        Push(Frame());
        Assert.Single(_frames);
        Wait(Vp8FrameAssembler.MaxWait);
        Push(Frame());
        Assert.Single(_frames);
        Assert.True(_assembler.NeedsKeyframe);
        Push(Frame(keyframe: true));
        Push(Frame());
        Assert.Equal(3, _frames.Count);
    }

    [Fact]
    public void A_lost_upper_frame_costs_only_what_depends_on_it()
    {
        Push(Frame(keyframe: true));
        Frame(layer: 1); // lost
        Push(Frame(layer: 0));
        Push(Frame(layer: 1)); // depends on the lost one
        Push(Frame(layer: 0));
        Push(Frame(layer: 1, sync: true));
        Push(Frame(layer: 1));
        Wait(Vp8FrameAssembler.MaxWait);
        Assert.Equal([0, 0, 0, 1, 1], _frames.Select(f => f.TemporalId));
        Assert.False(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void A_retransmission_in_time_loses_nothing()
    {
        Push(Frame(keyframe: true, size: 5000));
        var late = Frame(size: 5000);
        Push([late[0], .. late[2..]]);
        Push(Frame());
        Assert.Single(_frames);
        Wait(Vp8FrameAssembler.MaxWait / 2);
        Push([late[1]]);
        Assert.Equal(3, _frames.Count);
    }

    [Fact]
    public void Padding_packets_are_no_gap()
    {
        Push(Frame(keyframe: true));
        Push([Packet([], marker: false)]);
        Push(Frame());
        Assert.Equal(2, _frames.Count);
    }

    [Fact]
    public void A_new_source_begins_anew()
    {
        Push(Frame(keyframe: true));
        Push(Frame());
        foreach (var packet in Frame())
            packet[11] ^= 1; // the frame of another SSRC
        Push([.. Frame().Select(p => { p[11] ^= 1; return p; })]);
        Assert.True(_assembler.NeedsKeyframe);
        Push([.. Frame(keyframe: true).Select(p => { p[11] ^= 1; return p; })]);
        Assert.Equal(3, _frames.Count);
    }

    [Fact]
    public void Hostile_packets_neither_throw_nor_pile_up()
    {
        var random = new Random(2);
        Push(Frame(keyframe: true));
        for (var i = 0; i < 50_000; i++)
        {
            var payload = new byte[random.Next(0, 40)];
            random.NextBytes(payload);
            _sequence = (ushort)(random.Next(4) == 0 ? random.Next() : _sequence);
            Push([Packet(payload, marker: random.Next(2) == 0)]);
            _now += TimeSpan.FromMilliseconds(1);
        }

        _assembler.Reset();
        _frames.Clear();
        Push(Frame(keyframe: true));
        Assert.Single(_frames);
    }

    [Theory]
    [InlineData("", false, 0)]
    [InlineData("10", false, 0)]
    [InlineData("10AA", true, 1)]
    [InlineData("80", false, 0)]
    [InlineData("9080", false, 0)]
    [InlineData("908012", false, 0)]
    [InlineData("908012AA", true, 3)]
    [InlineData("9080921234", true, 4)]
    [InlineData("90E092120740AA", true, 6)]
    [InlineData("90E0921207", false, 0)]
    public void Descriptors_are_read_to_their_end_and_not_beyond(string hex, bool valid, int length)
    {
        Assert.Equal(valid, Vp8Descriptor.TryParse(Convert.FromHexString(hex), out var descriptor));
        if (valid)
            Assert.Equal(length, descriptor.Length);
    }

    private byte[][] Frame(bool keyframe = false, int layer = 0, bool sync = false, int size = 1500)
    {
        _timestamp += 3000;
        var payloads = _packetizer.Packetize(Vp8Packetizer.FakeFrame(size, keyframe, (int)_timestamp), layer, sync);
        return [.. payloads.Select((p, i) => Packet(p, i == payloads.Count - 1))];
    }

    private byte[] Packet(byte[] payload, bool marker)
    {
        var packet = new byte[12 + payload.Length];
        RtpPacket.WriteHeader(packet, marker, 96, _sequence++, _timestamp, 77);
        payload.CopyTo(packet, 12);
        return packet;
    }

    private void Push(byte[][] packets)
    {
        foreach (var bytes in packets)
        {
            Assert.True(RtpPacket.TryParse(bytes, out var packet));
            _assembler.Push(packet, _now);
            Take();
        }
    }

    private void Wait(TimeSpan time)
    {
        _now += time;
        Take();
    }

    private void Take()
    {
        while (_assembler.TryTake(_now, out var frame))
            _frames.Add(frame);
    }
}
