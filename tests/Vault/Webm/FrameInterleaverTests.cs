using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Tests.Webm;

public class FrameInterleaverTests
{
    [Fact]
    public void Sound_and_picture_that_arrive_apart_come_out_in_order_of_time()
    {
        var interleaver = new FrameInterleaver();
        foreach (var at in new long[] { 0, 20, 40, 60, 80 })
        {
            interleaver.Push(TestMedia.Sound(at));
        }

        interleaver.Push(TestMedia.Keyframe(10));
        interleaver.Push(TestMedia.Delta(50));

        Assert.Equal([0, 10, 20, 40, 50, 60, 80], Times(interleaver, flush: true));
    }

    [Fact]
    public void A_frame_waits_until_one_a_hold_back_younger_has_come()
    {
        var interleaver = new FrameInterleaver();
        interleaver.Push(TestMedia.Sound(0));
        interleaver.Push(TestMedia.Sound(FrameInterleaver.HoldBackMs - 1));
        Assert.Empty(Times(interleaver, flush: false));

        interleaver.Push(TestMedia.Sound(FrameInterleaver.HoldBackMs));

        Assert.Equal([0], Times(interleaver, flush: false));
    }

    [Fact]
    public void A_frame_that_comes_too_late_is_kept_at_the_time_of_its_predecessor()
    {
        var interleaver = new FrameInterleaver();
        interleaver.Push(TestMedia.Sound(500));
        interleaver.Push(TestMedia.Sound(1000));
        Assert.Equal([500], Times(interleaver, flush: false));

        interleaver.Push(TestMedia.Delta(100));

        Assert.Equal([500, 1000], Times(interleaver, flush: true));
    }

    [Fact]
    public void Frames_of_one_time_keep_their_order()
    {
        var interleaver = new FrameInterleaver();
        interleaver.Push(TestMedia.Keyframe(7));
        interleaver.Push(TestMedia.Delta(7));
        interleaver.Push(TestMedia.Sound(7));

        var frames = new List<bool>();
        while (interleaver.TryPop(flush: true, out var frame))
        {
            frames.Add(frame.IsKeyframe);
        }

        Assert.Equal([true, false, true], frames);
    }

    [Fact]
    public void A_clock_that_stands_still_does_not_pile_up_frames()
    {
        var interleaver = new FrameInterleaver();
        for (var i = 0; i < 1000; i++)
        {
            interleaver.Push(TestMedia.Sound(5));
        }

        Assert.Equal(1000 - 128, Times(interleaver, flush: false).Count);
    }

    private static List<long> Times(FrameInterleaver interleaver, bool flush)
    {
        var times = new List<long>();
        while (interleaver.TryPop(flush, out var frame))
        {
            times.Add(frame.AtMs);
        }

        return times;
    }
}
