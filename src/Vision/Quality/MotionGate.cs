using System.Numerics;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Quality;

/// <summary>
/// Notices whether a face moved since it was last read, from a grid of its luma: a face at rest need not be read ten times a second, and one that
/// never moves at all is a photograph or a camera that hangs.
/// </summary>
internal sealed class MotionGate
{
    private const int Grid = 32;

    /// <summary>Luma that a point must change by, and how many points must, for the face to have moved. A blink changes about ten.</summary>
    private const int MovedBy = 9;
    private const int MovedPoints = 4;

    /// <summary>A face at rest is read this often all the same, seconds.</summary>
    private const double LongestPause = 0.45;

    /// <summary>A living face changes at least this much (mean absolute luma of the grid) within <see cref="StillSeconds"/>.</summary>
    private const float LeastChange = 0.35f;
    private const double StillSeconds = 10;

    private readonly byte[] _last = new byte[Grid * Grid];
    private readonly byte[] _now = new byte[Grid * Grid];
    private readonly byte[] _still = new byte[Grid * Grid];
    private double _sinceRead = double.MaxValue;
    private double _stillFor;

    /// <summary>Whether nothing has changed for so long that this is no living face.</summary>
    public bool IsStill => _stillFor >= StillSeconds;

    /// <summary>Whether a picture is worth reading. If so, <see cref="Keep"/> is to follow where a face is found in it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">Where the face was last.</param>
    /// <param name="seconds">Time since the picture before.</param>
    public bool IsDue(in I420View picture, RotatedSquare face, double seconds)
    {
        Sample(picture, face, _now);
        _sinceRead += seconds;
        WatchStillness(seconds);
        if (_sinceRead < LongestPause && !HasMoved())
            return false;
        _sinceRead = 0;
        return true;
    }

    /// <summary>Takes a picture that was read as what later ones are compared with.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">Where the face was found in it: a square that has only been aimed better is no movement.</param>
    public void Keep(in I420View picture, RotatedSquare face) => Sample(picture, face, _last);

    /// <summary>Forgets the face: the next picture is due.</summary>
    public void Reset()
    {
        _sinceRead = double.MaxValue;
        _stillFor = 0;
    }

    private static void Sample(in I420View picture, RotatedSquare face, byte[] points)
    {
        const int Fraction = 16;
        var luma = picture.Y;
        var (stepX, stepY) = ((int)(face.AxisX.X / Grid * (1 << Fraction)), (int)(face.AxisX.Y / Grid * (1 << Fraction)));
        for (var i = 0; i < points.Length;)
        {
            var start = face.ToPicture(new Vector2(0.5f, (i / Grid) + 0.5f) / Grid);
            var (x, y) = ((int)(start.X * (1 << Fraction)), (int)(start.Y * (1 << Fraction)));
            for (var end = i + Grid; i < end; i++, x += stepX, y += stepY)
            {
                var (column, row) = (Math.Clamp(x >> Fraction, 0, picture.Width - 1), Math.Clamp(y >> Fraction, 0, picture.Height - 1));
                points[i] = luma[(row * picture.StrideY) + column];
            }
        }
    }

    private bool HasMoved()
    {
        var moved = 0;
        var now = _now.AsSpan();
        var last = _last.AsSpan(0, now.Length);
        for (var i = 0; i < now.Length; i++)
            moved += Math.Abs(now[i] - last[i]) > MovedBy ? 1 : 0;
        return moved >= MovedPoints;
    }

    private void WatchStillness(double seconds)
    {
        var sum = 0;
        var now = _now.AsSpan();
        var still = _still.AsSpan(0, now.Length);
        for (var i = 0; i < now.Length; i++)
            sum += Math.Abs(now[i] - still[i]);
        if (sum < LeastChange * _now.Length)
        {
            _stillFor += Math.Min(seconds, 1);
            return;
        }

        _stillFor = 0;
        _now.CopyTo(_still, 0);
    }
}
