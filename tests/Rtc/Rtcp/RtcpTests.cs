using PsyCare.Rtc.Rtcp;

namespace PsyCare.Rtc.Tests.Rtcp;

public class RtcpTests
{
    [Fact]
    public void A_compound_is_read_as_it_was_written()
    {
        var report = new SenderReport(1, 0x0123456789ABCDEF, 3, 4, 5);
        var block = new ReportBlock(7, 8, -9, 10, 11, 12, 13);
        var writer = new RtcpWriter(new byte[500]);
        writer.SenderReport(report);
        writer.ReceiverReport(6, [block, block with { CumulativeLost = 0x7FFFFF }]);
        writer.SourceDescription(1, "abc");
        writer.PictureLoss(1, 2);
        writer.FullIntra(1, 2, 3);
        writer.Goodbye(1);
        Assert.True(RtcpReader.IsValid(writer.Written));

        var reader = new RtcpReader(writer.Written);
        Assert.True(reader.TryRead(out var packet));
        Assert.True(SenderReport.TryParse(packet.Body, out var read));
        Assert.Equal(report, read);
        Assert.Equal(0x456789ABu, read.CompactNtp);
        Assert.True(reader.TryRead(out packet));
        Assert.Equal(block, ReportBlock.Read(packet.ReportBlocks));
        Assert.Equal(0x7FFFFF, ReportBlock.Read(packet.ReportBlocks[ReportBlock.Length..]).CumulativeLost);
        Assert.True(reader.TryRead(out packet));
        Assert.Equal((RtcpType.SourceDescription, 12), (packet.Type, packet.Body.Length));
        Assert.True(reader.TryRead(out packet));
        Assert.Equal((RtcpType.PayloadFeedback, RtcpFeedback.Pli, 1u, 2u), (packet.Type, packet.Count, packet.SenderSsrc, packet.MediaSsrc));
        Assert.True(reader.TryRead(out packet));
        Assert.Equal((RtcpFeedback.Fir, 8, 3), (packet.Count, packet.FeedbackEntries.Length, packet.FeedbackEntries[4]));
        Assert.True(reader.TryRead(out packet));
        Assert.Equal(RtcpType.Goodbye, packet.Type);
        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData(1, new ushort[] { 10 })]
    [InlineData(1, new ushort[] { 10, 11, 26 })]
    [InlineData(2, new ushort[] { 10, 27 })]
    [InlineData(1, new ushort[] { 65_530, 65_535, 0, 9 })]
    [InlineData(3, new ushort[] { 1, 100, 101, 200, 216 })]
    public void Nacked_numbers_fold_into_masks_and_unfold_again(int entries, ushort[] numbers)
    {
        var writer = new RtcpWriter(new byte[100]);
        writer.Nack(1, 2, numbers);
        Assert.Equal(12 + (entries * 4), writer.Length);
        new RtcpReader(writer.Written).TryRead(out var packet);
        var reader = new NackReader(packet.FeedbackEntries);
        var read = new List<ushort>();
        while (reader.TryRead(out var number))
        {
            read.Add(number);
        }

        Assert.Equal(numbers, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80C900")]
    [InlineData("80C90001000000")] // length runs past the end
    [InlineData("40C9000100000001")] // version 1
    [InlineData("A0C9000100000000")] // padding of 0 bytes
    [InlineData("A0C9000100000008")] // padding eats the header
    [InlineData("80C90001000000010000")] // trailing bytes
    public void Malformed_compounds_are_refused(string hex) => Assert.False(RtcpReader.IsValid(Convert.FromHexString(hex)));

    [Fact]
    public void Arrival_times_as_browsers_send_them_are_padded_by_single_bytes_and_followed_by_more()
    {
        const string OneArrival = "AFCD00050000000100000002000A00010000000020010401";
        var compound = Convert.FromHexString(OneArrival + OneArrival);

        Assert.True(RtcpReader.IsValid(compound));
        var reader = new RtcpReader(compound);
        for (var i = 0; i < 2; i++)
        {
            Assert.True(reader.TryRead(out var packet));
            Assert.Equal("000A0001000000002001" + "04", Convert.ToHexString(packet.FeedbackEntries));
        }

        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Report_blocks_never_run_past_the_body()
    {
        // Announces 31 blocks and holds none.
        var reader = new RtcpReader(Convert.FromHexString("9FC9000100000001"));
        Assert.True(reader.TryRead(out var packet));
        Assert.True(packet.ReportBlocks.IsEmpty);
    }
}
