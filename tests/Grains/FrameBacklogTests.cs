using PsyCare.Domain.Media;
using PsyCare.Grains.Affect;

namespace PsyCare.Grains.Tests;

public sealed class FrameBacklogTests
{
    private readonly FrameBacklog _backlog = new();

    [Fact]
    public void Nothing_is_taken_before_a_key_frame()
    {
        _backlog.Add(Frame(0));
        Assert.False(_backlog.TryTake(out _));
    }

    [Fact]
    public void All_frames_since_the_last_batch_are_taken_in_order()
    {
        _backlog.Add(Frame(0, key: true));
        _backlog.Add(Frame(66));
        Assert.True(_backlog.TryTake(out var frames));
        Assert.Equal([0L, 66L], frames.Select(f => f.AtMs));
    }

    [Fact]
    public void Readings_keep_a_distance()
    {
        _backlog.Add(Frame(0, key: true));
        Assert.True(_backlog.TryTake(out _));
        _backlog.Add(Frame(33));
        Assert.False(_backlog.TryTake(out _));
        _backlog.Add(Frame(100));
        Assert.True(_backlog.TryTake(out var frames));
        Assert.Equal(2, frames.Count);
    }

    [Fact]
    public void A_key_frame_makes_what_waits_before_it_needless()
    {
        _backlog.Add(Frame(0, key: true));
        _backlog.Add(Frame(33));
        _backlog.Add(Frame(66, key: true));
        Assert.True(_backlog.TryTake(out var frames));
        Assert.Equal(66, Assert.Single(frames).AtMs);
    }

    [Fact]
    public void A_reader_that_is_far_too_late_starts_over_at_the_next_key_frame()
    {
        _backlog.Add(Frame(0, key: true));
        for (var i = 1; i <= FrameBacklog.Capacity; i++)
            _backlog.Add(Frame(i * 33));
        Assert.False(_backlog.TryTake(out _));
        _backlog.Add(Frame(9_000, key: true));
        Assert.True(_backlog.TryTake(out var frames));
        Assert.Single(frames);
    }

    private static EncodedFrame Frame(long atMs, bool key = false) => new([0], (uint)(atMs * 90), key, atMs);
}
