using PsyCare.Vision.Units;

namespace PsyCare.Vision.Quality;

/// <summary>
/// Notices a face that moves as a whole but never by itself: a photograph or a drawing held before the camera. A living face blinks, speaks or stirs:
/// some unit leaves its mean of the last seconds, and not slowly, as light and posture move it.
/// </summary>
internal sealed class LifeSigns
{
    /// <summary>
    /// Without a sign for this long it is taken for a picture, seconds. People at rest blink 15 to 20 times a minute, on a screen about a third as often
    /// (Tsubota and Nakamori, 1993).
    /// </summary>
    public const double Patience = 60;

    /// <summary>
    /// A unit has moved when it is this far from its own mean of the last seconds, of 5. Of pictures waved for a minute before a noisy camera in light
    /// that changes, all 29 photographs stay below (the most lively at 2.4), 23 of 26 posters in four greys and 24 of 28 pencil drawings (at 2: 26, 16
    /// and 13). Of rendered people's closed eyes 92% reach it (at 2: all of 38), and no living clip goes without for longer than 20 s.
    /// </summary>
    public const float Moved = 3;

    /// <summary>Time constant of that mean, seconds.</summary>
    private const double Memory = 2;

    /// <summary>A face that was away for longer starts anew, seconds.</summary>
    private const double LongestGap = 2;

    private readonly float[] _mean = new float[UnitNetwork.Units.Length];
    private bool _hasStarted;

    /// <summary>How long nothing has shown, seconds.</summary>
    public double Without { get; private set; }

    /// <summary>Whether nothing has shown for so long that this is no living face.</summary>
    public bool AreMissing => Without >= Patience;

    /// <summary>Takes in a reading.</summary>
    /// <param name="intensities">Of every unit, 0 to 5.</param>
    /// <param name="seconds">Time since the last one.</param>
    public void Watch(ReadOnlySpan<float> intensities, double seconds)
    {
        if (!_hasStarted || seconds > LongestGap)
        {
            intensities.CopyTo(_mean);
            _hasStarted = true;
            return;
        }

        var share = (float)(1 - Math.Exp(-seconds / Memory));
        var hasMoved = false;
        for (var i = 0; i < _mean.Length; i++)
        {
            hasMoved |= Math.Abs(intensities[i] - _mean[i]) > Moved;
            _mean[i] += share * (intensities[i] - _mean[i]);
        }

        Without = hasMoved ? 0 : Without + seconds;
    }

    /// <summary>Forgets the face.</summary>
    public void Reset() => (_hasStarted, Without) = (false, 0);
}
