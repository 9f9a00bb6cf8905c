using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class RedReaderTests
{
    // Two earlier packets, 40 and 20 ms ago, of two bytes and one; then three bytes of its own.
    private static readonly byte[] Three = [0x80 | 111, 0x1E, 0x00, 0x02, 0x80 | 111, 0x0F, 0x00, 0x01, 111, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void Blocks_come_oldest_first_and_the_packets_own_last()
    {
        Assert.Equal([(1920u, "0102"), (960u, "03"), (0u, "040506")], Read(Three));
        Assert.Equal([(0u, "09")], Read([111, 9]));
    }

    [Fact]
    public void Of_a_payload_that_ends_too_soon_nothing_is_read()
    {
        for (var length = 0; length < Three.Length - 2; length++)
        {
            Assert.False(RedReader.TryParse(Three.AsSpan(0, length), out _), $"{length} bytes");
        }

        Assert.False(RedReader.TryParse(Enumerable.Repeat((byte)0xFF, 100).ToArray(), out _));
    }

    private static List<(uint Offset, string Block)> Read(byte[] payload)
    {
        var blocks = new List<(uint, string)>();
        Assert.True(RedReader.TryParse(payload, out var reader));
        while (reader.TryRead(out var type, out var offset, out var block))
        {
            Assert.Equal(111, type);
            blocks.Add((offset, Convert.ToHexString(block)));
        }

        return blocks;
    }
}
