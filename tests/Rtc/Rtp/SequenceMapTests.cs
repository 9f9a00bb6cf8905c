using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class SequenceMapTests
{
    private readonly SequenceMap _map = new();

    [Fact]
    public void Numbers_go_on_across_the_wrap_of_both_sides()
    {
        _map.Start(firstIn: 65_533, firstOut: 65_535);
        Assert.Equal([65_535, 0, 1, 2, 3, 4], Enumerable.Range(65_533, 6).Select(n => (int)_map.Take((ushort)n)));
    }

    [Fact]
    public void What_is_left_out_leaves_no_gap_and_what_is_missing_keeps_its_number()
    {
        _map.Start(10, 100);
        Assert.Equal(100, _map.Take(10));
        _map.Skip(11);
        _map.Skip(12);
        Assert.Equal(101, _map.Take(13));
        Assert.Equal(103, _map.Take(15));
        Assert.True(_map.TryTakeLate(14, out var late));
        Assert.Equal(102, late);
        Assert.False(_map.TryTakeLate(12, out _));
        Assert.False(_map.TryTakeLate(9, out _));
    }

    [Fact]
    public void A_late_packet_from_before_others_were_left_out_finds_its_number()
    {
        _map.Start(65_530, 500);
        _map.Take(65_530);
        _map.Take(65_533); // 65531 and 65532 are missing
        for (ushort n = 65_534; n != 5; n++)
        {
            _map.Skip(n);
        }

        Assert.Equal(504, _map.Take(5));
        Assert.True(_map.TryTakeLate(65_532, out var late));
        Assert.Equal(502, late);
    }

    [Fact]
    public void A_packet_older_than_the_window_has_no_number()
    {
        _map.Start(0, 0);
        _map.Take(0);
        _map.Take(SequenceMap.Window + 10);
        Assert.False(_map.TryTakeLate(9, out _));
        Assert.True(_map.TryTakeLate(11, out _));
    }
}
