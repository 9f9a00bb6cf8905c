using System.Buffers.Binary;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Tests.Peer;

namespace PsyCare.Rtc.Tests.Rtcp;

/// <summary>Feedback is read back here by the text of draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1.</summary>
public class TransportFeedbackTests
{
    [Fact]
    public void Times_come_back_to_a_quarter_of_a_millisecond_and_lost_packets_as_lost()
    {
        var log = new ArrivalLog();
        (ushort Number, double Ms)[] came = [(10, 1000), (11, 1000.25), (12, 1100), (15, 1101), (14, 1105.5), (20, 1200)];
        foreach (var (number, ms) in came)
        {
            log.Add(number, TimeSpan.FromMilliseconds(ms));
        }

        var read = Read(log);
        Assert.Equal(11, read.Count); // 10 to 20
        foreach (var (number, ms) in came)
        {
            Assert.Equal(ms, read[number]);
        }

        Assert.All(new ushort[] { 13, 16, 17, 18, 19 }, n => Assert.Null(read[n]));
        Assert.False(log.IsPending);
    }

    [Fact]
    public void Numbers_wrap_and_long_runs_take_several_feedbacks()
    {
        var log = new ArrivalLog();
        for (var i = 0; i < 300; i++)
        {
            log.Add((ushort)(65_400 + i), TimeSpan.FromMilliseconds(50_000 + i));
        }

        var first = Read(log);
        Assert.Equal(ArrivalLog.MaxPackets, first.Count);
        var second = Read(log);
        Assert.Equal(300 - ArrivalLog.MaxPackets, second.Count);
        Assert.Equal(50_299, second[unchecked((ushort)(65_400 + 299))]);
    }

    [Fact]
    public void A_jump_or_a_silence_is_survived()
    {
        var log = new ArrivalLog();
        log.Add(1, TimeSpan.FromSeconds(1));
        log.Add(30_000, TimeSpan.FromSeconds(2));
        log.Add(30_001, TimeSpan.FromSeconds(40));
        Assert.Equal([(ushort)30_000], Read(log).Keys);
        Assert.Equal(40_000, Read(log)[30_001]);
    }

    [Fact]
    public void A_connected_peer_reports_what_it_got_ten_times_a_second()
    {
        using var call = new Call().Connect();
        for (ushort number = 0; number < 50; number++)
        {
            call.Client.SendNumbered(number);
            call.Run(TimeSpan.FromMilliseconds(20));
        }

        call.Run(TimeSpan.FromMilliseconds(300));
        Assert.InRange(call.Client.TransportFeedbacks.Count, 8, 12);
        var numbers = call.Client.TransportFeedbacks.SelectMany(f => Parse(f).Keys).ToList();
        Assert.Equal(Enumerable.Range(0, 50), numbers.Select(n => (int)n));
    }

    [Fact]
    public void Whatever_numbers_come_the_feedback_can_be_read()
    {
        var random = new Random(5);
        var log = new ArrivalLog();
        var now = TimeSpan.Zero;
        for (var i = 0; i < 20_000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(5) == 0 ? random.Next(20_000) : random.Next(3));
            log.Add((ushort)(random.Next(50) == 0 ? random.Next() : i + random.Next(4)), now);
            if (random.Next(20) == 0 && log.IsPending)
            {
                Read(log);
            }
        }
    }

    private static Dictionary<ushort, double?> Read(ArrivalLog log)
    {
        var body = new byte[ArrivalLog.MaxLength];
        Assert.True(log.TryWrite(body, out var length));
        Assert.Equal(0, length % 4);
        return Parse(body.AsSpan(0, length).ToArray());
    }

    /// <summary>Arrival times in milliseconds by number; null for what is lost.</summary>
    private static Dictionary<ushort, double?> Parse(byte[] body)
    {
        var (first, count) = (BinaryPrimitives.ReadUInt16BigEndian(body), BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(2)));
        var units = (long)(BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(4)) >> 8) * 256;
        var deltaAt = 8 + (2 * ((count + 6) / 7));
        var times = new Dictionary<ushort, double?>();
        for (var i = 0; i < count; i++)
        {
            var chunk = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(8 + (2 * (i / 7))));
            Assert.Equal(3, chunk >> 14);
            var symbol = (chunk >> (2 * (6 - (i % 7)))) & 3;
            units += symbol == 1 ? body[deltaAt] : symbol == 2 ? BinaryPrimitives.ReadInt16BigEndian(body.AsSpan(deltaAt)) : 0;
            deltaAt += symbol;
            times[(ushort)(first + i)] = symbol == 0 ? null : units * 0.25;
        }

        Assert.InRange(body.Length - deltaAt, 0, 3);
        return times;
    }
}
