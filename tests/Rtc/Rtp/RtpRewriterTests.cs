using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class RtpRewriterTests
{
    private readonly RtpRewriter _rewriter = new(ssrc: 99, payloadType: 120, clockRate: 90_000, firstSequence: 65_534, firstTimestamp: 1000);
    private readonly byte[] _out = new byte[1500];

    [Fact]
    public void The_stream_starts_where_it_was_told_to_and_wraps()
    {
        AssertRewritten(65_534, 1000, Rewrite(10, 500_000, 1, 0));
        AssertRewritten(65_535, 4000, Rewrite(11, 503_000, 1, 33));
        AssertRewritten(0, 7000, Rewrite(12, 506_000, 1, 66));
        var packet = RtpPackets.Parse(_out[..15]);
        Assert.Equal((99u, 120), (packet.Ssrc, packet.PayloadType));
        Assert.Equal([1, 2, 3], packet.Payload.ToArray());
    }

    [Fact]
    public void A_gap_and_its_late_packet_keep_their_numbers()
    {
        Rewrite(10, 0, 1, 0);
        AssertRewritten(1, 7000, Rewrite(13, 6000, 1, 66));
        AssertRewritten(0, 4000, Rewrite(12, 3000, 1, 67));
    }

    [Fact]
    public void A_new_source_continues_without_a_seam()
    {
        Rewrite(10, 0, 1, 0);
        var last = Rewrite(11, 3000, 1, 33)!.Value;
        AssertRewritten((ushort)(last.Sequence + 1), last.Timestamp + 90_000, Rewrite(40_000, 7_777_777, 2, 1033));
        AssertRewritten((ushort)(last.Sequence + 2), last.Timestamp + 93_000, Rewrite(40_001, 7_780_777, 2, 1066));
    }

    [Fact]
    public void Stragglers_of_the_old_source_do_not_switch_back()
    {
        Rewrite(10, 0, 1, 0);
        Rewrite(500, 0, 2, 100);
        Assert.Null(Rewrite(11, 3000, 1, 110));
        Assert.NotNull(Rewrite(501, 3000, 2, 133));
        Assert.NotNull(Rewrite(12, 6000, 1, 5000));
    }

    [Fact]
    public void A_packet_from_before_the_switch_has_no_place()
    {
        Rewrite(10, 0, 1, 0);
        var first = Rewrite(500, 0, 2, 100);
        Assert.Null(Rewrite(499, 0, 2, 101));
        Assert.Equal((ushort)(first!.Value.Sequence + 1), Rewrite(501, 0, 2, 102)!.Value.Sequence);
    }

    [Fact]
    public void A_source_that_starts_over_with_the_same_ssrc_continues_without_a_seam()
    {
        var last = Rewrite(10, 0, 1, 0)!.Value;
        Assert.Equal((ushort)(last.Sequence + 1), Rewrite(30_000, 5, 1, 40)!.Value.Sequence);
    }

    [Fact]
    public void Late_packets_pass_however_long_the_source_has_run()
    {
        for (var i = 0; i < 200_000; i++)
        {
            Assert.NotNull(Rewrite((ushort)i, (uint)i * 10, 1, i));
        }

        Assert.NotNull(Rewrite(unchecked((ushort)199_950), 199_950 * 10, 1, 200_000));
    }

    [Fact]
    public void Only_the_current_sources_timestamps_are_translated()
    {
        Rewrite(10, 50_000, 1, 0);
        Assert.True(_rewriter.TryTranslate(1, 53_000, out var timestamp));
        Assert.Equal(4000u, timestamp);
        Rewrite(10, 9, 2, 100);
        Assert.False(_rewriter.TryTranslate(1, 53_000, out _));
    }

    [Fact]
    public void Extensions_and_padding_are_left_behind()
    {
        var bytes = Convert.FromHexString("B060" + "0001" + "00000000" + "00000001" + "BEDE0001" + "40300000" + "DEAD" + "0002");
        Assert.True(_rewriter.TryRewrite(RtpPackets.Parse(bytes), TimeSpan.Zero, _out, out var length));
        Assert.Equal("DEAD", Convert.ToHexString(RtpPackets.Parse(_out[..length]).Payload));
        Assert.Equal(14, length);
    }

    private static void AssertRewritten(ushort sequence, uint timestamp, (ushort Sequence, uint Timestamp)? actual)
    {
        Assert.Equal(sequence, actual?.Sequence);
        Assert.Equal(timestamp, actual?.Timestamp);
    }

    private (ushort Sequence, uint Timestamp)? Rewrite(ushort sequence, uint timestamp, uint ssrc, int milliseconds)
    {
        var source = RtpPackets.Parse(RtpPackets.Create(sequence, timestamp, ssrc));
        if (!_rewriter.TryRewrite(source, TimeSpan.FromMilliseconds(milliseconds), _out, out var length))
        {
            return null;
        }

        var packet = RtpPackets.Parse(_out[..length]);
        return (packet.SequenceNumber, packet.Timestamp);
    }
}
