using PsyCare.Rtc.Rtcp;

namespace PsyCare.Fuzz.Targets;

internal static class RtcpTarget
{
    internal static void Read(ReadOnlySpan<byte> input)
    {
        if (!RtcpReader.IsValid(input))
        {
            return;
        }

        var reader = new RtcpReader(input);
        while (reader.TryRead(out var packet))
        {
            _ = SenderReport.TryParse(packet.Body, out _);
            for (var blocks = packet.ReportBlocks; !blocks.IsEmpty; blocks = blocks[ReportBlock.Length..])
            {
                ReportBlock.Read(blocks);
            }

            var nacks = new NackReader(packet.FeedbackEntries);
            var count = 0;
            while (nacks.TryRead(out _))
            {
                count++;
            }

            Check.That(count <= input.Length / 4 * 17, "an entry names at most 17 packets");
        }
    }
}
