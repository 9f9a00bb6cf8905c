using System.Numerics;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Quality;

public class MotionGateTests
{
    private const int Side = 128;
    private const double FrameSeconds = 1.0 / 15;
    private static readonly RotatedSquare Face = new(new(64, 64), 96, 0.1f);
    private readonly MotionGate _gate = new();
    private readonly byte[] _luma = [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(60 + (i % 97)))];

    [Fact]
    public void First_picture_is_due() => Assert.True(Show());

    [Fact]
    public void Face_at_rest_is_due_about_twice_a_second()
    {
        var due = Enumerable.Range(0, 60).Count(_ => Show());

        Assert.InRange(due, 8, 10);
    }

    [Fact]
    public void Moving_face_is_due_in_every_picture()
    {
        for (var i = 0; i < 20; i++)
        {
            Array.Fill(_luma, (byte)(60 + (i % 2 * 40)), 50 * Side, 10 * Side);
            Assert.True(Show());
        }
    }

    [Fact]
    public void Slow_motion_adds_up_until_it_is_due()
    {
        Show();
        var due = 0;
        for (var i = 1; i <= 6; i++)
        {
            Array.Fill(_luma, (byte)(100 + (4 * i)), 50 * Side, 10 * Side);
            due += Show() ? 1 : 0;
        }

        Assert.InRange(due, 1, 4);
    }

    [Fact]
    public void Picture_that_never_moves_is_a_still()
    {
        for (var time = 0.0; time < 9; time += FrameSeconds)
            Show();
        Assert.False(_gate.IsStill);
        for (var time = 0.0; time < 2; time += FrameSeconds)
            Show();
        Assert.True(_gate.IsStill);

        for (var i = 0; i < _luma.Length; i++)
            _luma[i] += 1;
        Show();
        Assert.False(_gate.IsStill);
    }

    [Fact]
    public void A_face_whose_square_is_aimed_better_has_not_moved()
    {
        var aimed = Face with { Center = Face.Center + new Vector2(3, -2), Angle = 0.2f };
        Show();
        _gate.Keep(Picture, aimed);

        Assert.False(_gate.IsDue(Picture, aimed, FrameSeconds));
    }

    private I420View Picture => new(Side, Side, _luma, Side, new byte[Side * Side / 4], new byte[Side * Side / 4], Side / 2);

    private bool Show()
    {
        var isDue = _gate.IsDue(Picture, Face, FrameSeconds);
        if (isDue)
            _gate.Keep(Picture, Face);
        return isDue;
    }
}
