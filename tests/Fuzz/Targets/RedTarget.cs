using PsyCare.Rtc.Rtp;

namespace PsyCare.Fuzz.Targets;

internal static class RedTarget
{
    internal static void Read(ReadOnlySpan<byte> input)
    {
        if (!RedReader.TryParse(input, out var reader))
        {
            return;
        }

        var (blocks, length) = (reader.Left, 0);
        for (var left = blocks; left > 0; left--)
        {
            Check.That(reader.Left == left, "the blocks left are counted");
            Check.That(reader.TryRead(out _, out _, out var block), "every block announced is there");
            length += block.Length;
        }

        Check.That(!reader.TryRead(out _, out _, out _), "and no other");
        Check.That(length + (4 * (blocks - 1)) + 1 == input.Length, "the blocks and their headers are the payload");
    }
}
