using PsyCare.Rtc.Layers;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Tests.Rtp;

namespace PsyCare.Rtc.Tests.Layers;

/// <summary>Packets that wait for their keyframe. Their numbers are whatever a sender writes into them.</summary>
public sealed class HeldPacketsTests : IDisposable
{
    private const int TooMany = 200;

    private readonly HeldPackets _held = new();
    private readonly IncomingSource _source = Sources.Layer("h");

    public void Dispose() => _held.Dispose();

    [Fact]
    public void They_come_out_in_order_behind_the_keyframe_and_once()
    {
        Hold(12, 14, 9, 13, 65_535);
        Release(11);
        Assert.Equal([12, 13, 14], TakeAll());
        Release(11);
        Assert.Empty(TakeAll());
    }

    /// <summary>Each of the three is ahead of the one before it, and the first again of the last: without an end to it, the server would stand still.</summary>
    [Fact]
    public void Numbers_that_go_round_in_a_circle_come_to_an_end()
    {
        Hold(1, 22_000, 44_000);
        Release(0);
        Assert.Equal([1, 22_000, 44_000], TakeAll());
    }

    [Fact]
    public void What_is_given_out_is_not_held_again()
    {
        Hold(1, 22_000, 44_000);
        Release(0);
        Assert.Equal([1, 22_000, 44_000], TakeAll(andHoldAgain: true));
    }

    [Fact]
    public void Afterwards_packets_are_held_as_before()
    {
        Hold(1);
        Release(0);
        TakeAll();
        Hold(7, 6);
        Release(5);
        Assert.Equal([6, 7], TakeAll());
    }

    private static RtpPacket Packet(int number) => RtpPackets.Parse(RtpPackets.Create((ushort)number));

    private void Hold(params int[] numbers)
    {
        foreach (var number in numbers)
            _held.Hold(_source, Packet(number));
    }

    private void Release(int after) => _held.Release(_source, Packet(after));

    private List<int> TakeAll(bool andHoldAgain = false)
    {
        var numbers = new List<int>();
        while (numbers.Count < TooMany && _held.TryTake(out var packet))
        {
            numbers.Add(packet.SequenceNumber);
            if (andHoldAgain)
                _held.Hold(_source, packet);
        }

        return numbers;
    }
}
