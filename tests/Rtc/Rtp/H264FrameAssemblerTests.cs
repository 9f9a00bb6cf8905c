using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Rtp;

public sealed class H264FrameAssemblerTests : IDisposable
{
    private readonly H264FrameAssembler _assembler = new(TimeSpan.FromMilliseconds(200));
    private readonly List<(int Layer, bool Key, byte[] Data)> _frames = [];
    private (int Width, int Height) _size;
    private ushort _sequence = 65_500;
    private uint _timestamp = uint.MaxValue - 9000;
    private int _seed;

    public void Dispose() => _assembler.Dispose();

    [Fact]
    public void Pictures_come_out_as_they_went_in()
    {
        var sent = Enumerable.Range(0, 100).Select(i => Frame(i % 30 == 0, 500 + (i * 37))).ToList();
        Push(sent.SelectMany(f => f.Packets), 0);
        Assert.Equal(sent.Select(f => f.Data), _frames.Select(f => f.Data));
        Assert.Equal(4, _frames.Count(f => f.Key));
        Assert.Equal((640, 360), _size);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Shuffled_and_doubled_packets_change_nothing(int seed)
    {
        var random = new Random(seed);
        var sent = Enumerable.Range(0, 200).Select(i => Frame(i == 0, 3000)).ToList();
        var packets = sent.SelectMany(f => f.Packets).ToList();
        var order = packets.Select((packet, i) => (packet, At: i + (i == 0 ? 0 : random.Next(40)))).ToList();
        Push(order.Concat(order.Where(_ => random.Next(10) == 0)).OrderBy(p => p.At).Select(p => p.packet), 0);
        Assert.Equal(sent.Select(f => f.Data), _frames.Select(f => f.Data));
    }

    [Fact]
    public void After_a_loss_nothing_comes_out_before_a_keyframe()
    {
        Push(Frame(true).Packets, 0);
        _ = Frame(false); // lost
        Push(Frame(false).Packets, 33);
        Push(Frame(false).Packets, 300);
        Assert.Single(_frames);
        Assert.True(_assembler.NeedsKeyframe);
        Push(Frame(true).Packets, 333);
        Push(Frame(false).Packets, 366);
        Assert.Equal([true, true, false], _frames.Select(f => f.Key));
        Assert.False(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void A_late_fragment_within_patience_saves_the_picture()
    {
        var key = Frame(true, 4000).Packets;
        Push([key[0], key[1], key[3], key[4]], 0);
        Push(Frame(false).Packets, 33);
        Assert.Empty(_frames);
        Push([key[2]], 150);
        Assert.Equal(2, _frames.Count);
    }

    [Fact]
    public void An_idr_picture_without_its_parameters_is_no_place_to_begin_at()
    {
        var key = Frame(true).Packets;
        Push(key.Skip(1), 0);
        Assert.Empty(_frames);
        Assert.True(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void Pictures_that_no_other_depends_on_are_in_an_upper_layer()
    {
        Push(Frame(true).Packets, 0);
        Push(Frame(false, isReference: false).Packets, 33);
        Push(Frame(false).Packets, 66);
        Assert.Equal([0, 1, 0], _frames.Select(f => f.Layer));
    }

    [Fact]
    public void Delimiters_and_padding_leave_no_trace()
    {
        var key = H264Packetizer.FakeFrame(300, keyframe: true, 1);
        Push([Packet([9, 0xF0], false), .. H264Packetizer.Packetize(key).Select((p, i) => Packet(p, i == 1)), Packet([], false)], 0);
        Push(Frame(false).Packets, 33);
        Assert.Equal(2, _frames.Count);
        Assert.Equal(key, _frames[0].Data);
        Assert.False(_assembler.NeedsKeyframe);
    }

    [Fact]
    public void A_fragment_that_never_ends_spoils_its_picture_only()
    {
        Push(Frame(true).Packets, 0);
        var cut = Frame(false, 3000).Packets;
        cut[^1][RtpPacket.FixedHeaderLength + 1] &= 0xBF; // no end
        Push(cut, 33);
        Assert.Single(_frames);
        Push(Frame(true).Packets, 66);
        Assert.Equal(2, _frames.Count);
    }

    private (byte[] Data, List<byte[]> Packets) Frame(bool keyframe, int length = 1500, bool isReference = true)
    {
        var data = H264Packetizer.FakeFrame(length, keyframe, _seed++, isReference);
        _timestamp += 3000;
        var payloads = H264Packetizer.Packetize(data);
        return (data, [.. payloads.Select((payload, i) => Packet(payload, i == payloads.Count - 1))]);
    }

    private byte[] Packet(byte[] payload, bool marker) => RtpPackets.Create(_sequence++, _timestamp, marker: marker, payload: payload);

    private void Push(IEnumerable<byte[]> packets, int atMs)
    {
        var now = TimeSpan.FromMilliseconds(atMs);
        foreach (var bytes in packets)
        {
            _assembler.Push(RtpPackets.Parse(bytes), now);
            while (_assembler.TryTake(now, out var frame))
            {
                Assert.Equal(VideoCodec.H264, frame.Codec);
                _frames.Add((frame.TemporalId, frame.IsKeyframe, frame.Data.ToArray()));
                _size = frame.TryReadSize(out var width, out var height) ? (width, height) : _size;
            }
        }
    }
}
