using PsyCare.Rtc.Rtcp;

namespace PsyCare.Rtc.Tests.Rtcp;

/// <summary>The three forms of a chunk in draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1, and what we write ourselves.</summary>
public class ArrivalReaderTests
{
    [Fact]
    public void A_run_is_read_across_the_wrap_of_the_numbers()
    {
        // From 65534, six packets, reference 1 x 64 ms, run of six small deltas.
        var read = Read([0xFF, 0xFE, 0, 6, 0, 0, 1, 0, 0x20, 6, 0, 1, 2, 3, 4, 5]);
        Assert.Equal([65_534, 65_535, 0, 1, 2, 3], read.Select(r => (int)r.Number));
        Assert.Equal([64, 64.25, 64.75, 65.5, 66.5, 67.75], read.Select(r => r.Ms!.Value));
    }

    [Fact]
    public void One_bit_symbols_say_what_came()
    {
        // 14 symbols 10101..., of which three packets count.
        var read = Read([0, 1, 0, 3, 0, 0, 0, 0, 0xAA, 0xAA, 4, 8]);
        Assert.Equal([(ushort)1, 2, 3], read.Select(r => r.Number));
        Assert.Equal([1.0, null, 3.0], read.Select(r => r.Ms));
    }

    [Fact]
    public void Two_bit_symbols_have_large_and_negative_deltas()
    {
        // Symbols 1, 2, 0: a small delta of 4, a large one of -2.
        var read = Read([0, 9, 0, 3, 0, 0, 1, 0, 0xD8, 0, 4, 0xFF, 0xFE]);
        Assert.Equal([65.0, 64.5, null], read.Select(r => r.Ms));
    }

    [Fact]
    public void What_the_log_writes_is_read_back()
    {
        var log = new ArrivalLog();
        for (var i = 0; i < 100; i++)
        {
            if (i % 7 != 3)
            {
                log.Add((ushort)(65_500 + i), TimeSpan.FromMilliseconds(5000 + (i * 3)));
            }
        }

        Span<byte> body = stackalloc byte[ArrivalLog.MaxLength];
        Assert.True(log.TryWrite(body, out var length));
        var read = Read(body[..length].ToArray());
        Assert.Equal(100, read.Count);
        Assert.All(read.Select((r, i) => (r, i)), p => Assert.Equal(p.i % 7 == 3 ? null : 5000.0 + (p.i * 3), p.r.Ms));
    }

    [Fact]
    public void Every_cut_ends_early()
    {
        byte[] whole = [0xFF, 0xFE, 0, 6, 0, 0, 1, 0, 0x20, 6, 0, 1, 2, 3, 4, 5];
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.True(Read(whole[..length]).Count < 6);
        }
    }

    private static List<(ushort Number, double? Ms)> Read(byte[] entries)
    {
        var read = new List<(ushort, double?)>();
        var reader = new ArrivalReader(entries);
        while (reader.TryRead(out var number, out var arrival))
        {
            read.Add((number, arrival?.TotalMilliseconds));
        }

        return read;
    }
}
