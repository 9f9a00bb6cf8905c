using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class LossRecoveryTests
{
    private readonly ushort[] _numbers = new ushort[NackGenerator.MaxMissing];

    [Fact]
    public void Missing_packets_are_asked_for_after_a_grace_for_reordering()
    {
        var nacks = new NackGenerator();
        nacks.OnPacket(10, restored: false, Ms(0));
        nacks.OnPacket(13, restored: false, Ms(1));
        Assert.Empty(Due(nacks, 1));
        nacks.OnPacket(12, restored: false, Ms(3));
        Assert.Equal(Ms(6), nacks.NextDue);
        Assert.Equal([11], Due(nacks, 6));
    }

    [Fact]
    public void A_packet_is_asked_for_once_per_round_trip_and_then_given_up()
    {
        var nacks = new NackGenerator();
        nacks.OnPacket(1, restored: false, Ms(0));
        nacks.OnPacket(3, restored: false, Ms(0));
        var asked = 0;
        var gaveUp = false;
        for (var ms = 0; ms < 2000; ms++)
        {
            asked += nacks.TakeDue(Ms(ms), Ms(100), _numbers, out var now);
            gaveUp |= now;
        }

        Assert.Equal((NackGenerator.MaxTries, true, 0), (asked, gaveUp, nacks.Count));
    }

    [Fact]
    public void The_time_that_an_answer_takes_is_learned_from_retransmissions_asked_for_once()
    {
        var nacks = new NackGenerator();
        nacks.OnPacket(1, restored: false, Ms(0));
        nacks.OnPacket(5, restored: false, Ms(0));
        Assert.Equal([2, 3, 4], Due(nacks, 5));
        nacks.OnPacket(2, restored: false, Ms(10)); // merely late
        Assert.Null(nacks.AnswerTime);
        nacks.OnPacket(3, restored: true, Ms(65));
        Assert.Equal(Ms(60), nacks.AnswerTime);
        Assert.Equal([4], Due(nacks, 100));
        nacks.OnPacket(4, restored: true, Ms(105));
        Assert.Equal(Ms(60), nacks.AnswerTime);
    }

    [Fact]
    public void A_hole_too_large_to_repair_asks_for_a_keyframe_instead()
    {
        var nacks = new NackGenerator();
        Assert.False(nacks.OnPacket(1, restored: false, Ms(0)));
        Assert.True(nacks.OnPacket(1000, restored: false, Ms(0)));
        Assert.Equal(0, nacks.Count);
    }

    [Fact]
    public void The_cache_gives_back_the_same_bytes_but_not_too_often()
    {
        using var cache = RetransmissionCache.For(MediaKind.Video);
        cache.Add(65535, [1, 2, 3], TimeSpan.Zero);
        cache.Add(0, [4, 5], TimeSpan.Zero);
        Assert.True(cache.TryTake(65535, Ms(0), Ms(20), out var packet));
        Assert.Equal([1, 2, 3], packet.ToArray());
        Assert.False(cache.TryTake(65535, Ms(19), Ms(20), out _));
        Assert.True(cache.TryTake(65535, Ms(20), Ms(20), out _));
        Assert.False(cache.TryTake(1, Ms(0), Ms(20), out _));
        for (var i = 0; i < 100; i++)
        {
            cache.TryTake(0, Ms(i * 100), Ms(20), out _);
        }

        Assert.False(cache.TryTake(0, Ms(100_000), Ms(20), out _));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1200)]
    [InlineData(1999)]
    public void The_cache_forgets_the_oldest_and_never_mixes_packets_up(int size)
    {
        using var cache = RetransmissionCache.For(MediaKind.Video);
        var kept = 0;
        for (var i = 0; i < 3000; i++)
        {
            cache.Add((ushort)i, Content(i, size - (i % 7)), TimeSpan.FromMilliseconds(i));
        }

        for (var i = 0; i < 3000; i++)
        {
            if (cache.TryTake((ushort)i, Ms(0), Ms(20), out var packet))
            {
                kept++;
                Assert.Equal(Content(i, size - (i % 7)), packet.ToArray());
            }
        }

        Assert.InRange(kept, 200, 512);
    }

    [Theory]
    [InlineData(100, 5, 50)] // half a second on a quick network
    [InlineData(400, 5, 200)]
    [InlineData(900, 5, 450)]
    [InlineData(100, 300, 100)] // a second on a slow one: three round trips
    [InlineData(400, 300, 400)]
    [InlineData(450, 300, 450)]
    [InlineData(100, null, 100)] // and as long as nothing is known
    public void The_cache_holds_as_much_of_the_stream_as_a_packet_may_be_asked_for_in(int packetsPerSecond, int? roundTripMs, int heldAtLeast)
    {
        using var cache = RetransmissionCache.For(MediaKind.Video);
        if (roundTripMs is { } known)
        {
            cache.Follow(Ms(known));
        }

        const int Count = 3000;
        for (var i = 0; i < Count; i++)
        {
            cache.Add((ushort)i, Content(i, 1000), TimeSpan.FromSeconds((double)i / packetsPerSecond));
        }

        for (var i = Count - heldAtLeast; i < Count; i++)
        {
            Assert.True(cache.TryTake((ushort)i, Ms(0), Ms(20), out var packet));
            Assert.Equal(Content(i, 1000), packet.ToArray());
        }
    }

    [Fact]
    public void The_cache_keeps_more_once_it_was_asked_for_something_in_vain()
    {
        using var cache = RetransmissionCache.For(MediaKind.Video);
        cache.Follow(Ms(5));
        Send(cache, 0, 500, everyMs: 10);
        Assert.False(cache.TryPeek(500 - 80, out _)); // 0.8 s ago
        Assert.False(cache.TryTake(500 - 80, Ms(5000), Ms(20), out _));
        Send(cache, 500, 1000, everyMs: 10);
        Assert.True(cache.TryTake(1000 - 80, Ms(10_000), Ms(20), out _));
    }

    [Fact]
    public void Memory_that_a_burst_has_taken_is_given_back()
    {
        using var cache = RetransmissionCache.For(MediaKind.Video);
        cache.Follow(Ms(5));
        Send(cache, 0, 200, everyMs: 10);
        var usual = cache.HeldBytes;
        for (var i = 200; i < 500; i++)
        {
            cache.Add((ushort)i, Content(i, 1000), Ms(2000));
        }

        Assert.True(cache.HeldBytes > 4 * usual);
        Send(cache, 500, 1500, everyMs: 10);
        Assert.Equal(usual, cache.HeldBytes);
        Assert.All(Enumerable.Range(1450, 50), i => Assert.True(cache.TryPeek((ushort)i, out _)));
    }

    [Fact]
    public void A_cache_for_sound_holds_a_second_of_it_in_little_memory()
    {
        using var cache = RetransmissionCache.For(MediaKind.Audio);
        for (var i = 0; i < 1000; i++)
        {
            cache.Add((ushort)i, Content(i, 100), Ms(20 * i));
        }

        Assert.All(Enumerable.Range(950, 50), i => Assert.True(cache.TryPeek((ushort)i, out var packet) && packet.Length == 100));
        Assert.InRange(cache.HeldBytes, 5000, 8 * 1024);
    }

    [Fact]
    public void Statistics_follow_the_worked_definition()
    {
        var statistics = new ReceiveStatistics(5, 8000);
        // 20 ms packets, each second one 5 ms (40 units) late: D is 40 each time, and J tends to 40.
        for (var i = 0; i < 2000; i++)
        {
            if (i % 100 != 99)
            {
                statistics.OnPacket(65_000 + i, (uint)(i * 160), restored: false, Ms((i * 20) + (i % 2 * 5)));
            }
        }

        var block = statistics.TakeReport(Ms(40_000));
        Assert.Equal(19, block.CumulativeLost); // the last one missing is not known to be missing
        Assert.Equal(19 * 256 / 1999, block.FractionLost);
        Assert.Equal(66_998u, block.HighestSequence);
        Assert.InRange(block.Jitter, 38u, 41u);
        Assert.Equal(0, statistics.TakeReport(Ms(41_000)).FractionLost);
    }

    [Fact]
    public void A_restored_packet_was_lost_by_the_network_but_not_for_good()
    {
        var statistics = new ReceiveStatistics(5, 8000);
        statistics.OnPacket(1, 0, restored: false, Ms(0));
        statistics.OnPacket(4, 0, restored: false, Ms(1));
        statistics.OnPacket(2, 0, restored: true, Ms(2));
        Assert.Equal(1, statistics.LostForGood);
        var block = statistics.TakeReport(Ms(3));
        Assert.Equal((2, 128), (block.CumulativeLost, block.FractionLost));
    }

    [Fact]
    public void A_report_echoes_the_senders_report_and_its_age()
    {
        var statistics = new ReceiveStatistics(5, 8000);
        statistics.OnPacket(1, 0, restored: false, Ms(0));
        statistics.OnSenderReport(new SenderReport(5, 0x1234_5678_9ABC_DEF0, 0, 0, 0), Ms(1000));
        var block = statistics.TakeReport(Ms(1500));
        Assert.Equal((0x5678_9ABCu, 32_768u), (block.LastSenderReport, block.DelaySinceLast));
    }

    private static void Send(RetransmissionCache cache, int from, int to, int everyMs)
    {
        for (var i = from; i < to; i++)
        {
            cache.Add((ushort)i, Content(i, 1000), Ms(everyMs * i));
        }
    }

    private static byte[] Content(int number, int length) => [.. Enumerable.Range(0, length).Select(b => (byte)(b + (number * 31)))];

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private ushort[] Due(NackGenerator nacks, int milliseconds) =>
        _numbers[..nacks.TakeDue(Ms(milliseconds), TimeSpan.Zero, _numbers, out _)];
}
