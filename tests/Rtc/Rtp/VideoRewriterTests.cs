using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class VideoRewriterTests
{
    private readonly VideoRewriter _rewriter = new(99, 120, firstSequence: 65_534, firstTimestamp: 1000);
    private readonly IncomingSource _low = Sources.Layer("l");
    private readonly IncomingSource _high = Sources.Layer("h");
    private readonly byte[] _out = new byte[1500];

    [Fact]
    public void Picture_ids_of_fifteen_bits_and_the_base_index_go_on_and_wrap()
    {
        Switch(_low, 1, 10, Long(0x7FFE, 254));
        Assert.Equal((65_534, 0x7FFE, 254), Write(_low, 1, 10, Long(0x7FFE, 254)));
        Assert.Equal((65_535, 0x7FFF, 255), Write(_low, 1, 11, Long(0x7FFF, 255)));
        Switch(_high, 2, 40_000, Long(5, 9));
        Assert.Equal((0, 0, 0), Write(_high, 2, 40_000, Long(5, 9)));
        Assert.Equal((1, 1, 1), Write(_high, 2, 40_001, Long(6, 10)));
    }

    [Fact]
    public void Picture_ids_of_seven_bits_stay_so_and_wrap()
    {
        Switch(_low, 1, 10, Short(126, 1));
        Assert.Equal((65_534, 126, 1), Write(_low, 1, 10, Short(126, 1)));
        Switch(_high, 2, 20, Short(3, 200));
        Assert.Equal((65_535, 127, 2), Write(_high, 2, 20, Short(3, 200)));
        Assert.Equal((0, 0, 3), Write(_high, 2, 21, Short(4, 201)));
    }

    [Fact]
    public void A_late_packet_of_the_layer_before_keeps_its_place()
    {
        Switch(_low, 1, 10, Long(1, 1));
        Write(_low, 1, 10, Long(1, 1));
        Write(_low, 1, 12, Long(3, 3));
        Switch(_high, 2, 500, Long(70, 80));
        Assert.Equal((1, 4, 4), Write(_high, 2, 500, Long(70, 80)));
        Assert.Equal((65_535, 2, 2), Write(_low, 1, 11, Long(2, 2)));
        Assert.Null(Write(_low, 1, 13, Long(4, 4)));
    }

    [Fact]
    public void A_source_that_jumps_has_broken_off()
    {
        Switch(_low, 1, 10, Long(1, 1));
        Write(_low, 1, 10, Long(1, 1));
        var packet = RtpPackets.Parse(RtpPackets.Create(9000, ssrc: 1, payload: Long(2, 2)));
        Assert.True(_rewriter.BreaksOff(packet));
        Assert.Null(_rewriter.Source);
    }

    private static byte[] Long(int picture, byte tl0) => [0x90, 0xE0, (byte)(0x80 | (picture >> 8)), (byte)picture, tl0, 0x20, 0, 1, 2];

    private static byte[] Short(int picture, byte tl0) => [0x90, 0xE0, (byte)picture, tl0, 0x20, 0, 1, 2];

    private void Switch(IncomingSource source, uint ssrc, ushort sequence, byte[] payload)
    {
        var packet = RtpPackets.Parse(RtpPackets.Create(sequence, ssrc: ssrc, payload: payload));
        Assert.True(Vp8Descriptor.TryParse(payload, out var descriptor));
        _rewriter.Switch(source, packet, descriptor, TimeSpan.Zero);
    }

    private (int Sequence, int Picture, int Tl0)? Write(IncomingSource source, uint ssrc, ushort sequence, byte[] payload)
    {
        var packet = RtpPackets.Parse(RtpPackets.Create(sequence, ssrc: ssrc, payload: payload));
        Assert.True(Vp8Descriptor.TryParse(payload, out var descriptor));
        if (!_rewriter.TryWrite(source, packet, descriptor, TimeSpan.Zero, _out, out var length))
        {
            return null;
        }

        var written = RtpPackets.Parse(_out[..length]);
        Assert.True(Vp8Descriptor.TryParse(written.Payload, out var rewritten));
        Assert.Equal((99u, descriptor.Length), (written.Ssrc, rewritten.Length));
        return (written.SequenceNumber, rewritten.PictureId!.Value, rewritten.Tl0PictureIndex!.Value);
    }
}
