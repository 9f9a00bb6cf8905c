using PsyCare.Domain.Affect;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Quality;

public class LifeSignsTests
{
    private const double Step = 0.2;
    private static readonly int Blink = Array.IndexOf(UnitNetwork.Units, ActionUnit.Blink);
    private readonly LifeSigns _life = new();
    private readonly float[] _units = new float[UnitNetwork.Units.Length];

    /// <summary>How long readings in order go without a sign of life at most, seconds; those that lack units are left out.</summary>
    internal static double LongestWithout(IEnumerable<(double Seconds, FaceReading Reading)> readings)
    {
        var (life, before, longest) = (new LifeSigns(), 0.0, 0.0);
        foreach (var (at, reading) in readings.Where(one => one.Reading.ActionUnits.Count == UnitNetwork.Units.Length))
        {
            life.Watch([.. reading.ActionUnits.Select(unit => unit.Intensity)], at - before);
            (before, longest) = (at, Math.Max(longest, life.Without));
        }

        return longest;
    }

    [Fact]
    public void Face_that_does_nothing_is_no_living_face_after_a_minute()
    {
        Watch(LifeSigns.Patience - 1, _ => 0);
        Assert.False(_life.AreMissing);
        Watch(2, _ => 0);
        Assert.True(_life.AreMissing);
    }

    [Fact]
    public void One_blink_is_a_sign_of_life()
    {
        Watch(LifeSigns.Patience + 5, _ => 0);
        Watch(Step, _ => 4);
        Assert.False(_life.AreMissing);
    }

    [Fact]
    public void What_posture_and_light_do_slowly_is_none()
    {
        Watch(LifeSigns.Patience + 10, at => (float)(2 + (2 * Math.Sin(2 * Math.PI * at / 30))));
        Assert.True(_life.AreMissing);
    }

    [Fact]
    public void Face_that_was_away_is_not_compared_with_what_it_was()
    {
        Watch(LifeSigns.Patience - 5, _ => 0);
        _units[Blink] = 5;
        _life.Watch(_units, 20);
        Assert.InRange(_life.Without, LifeSigns.Patience - 6, LifeSigns.Patience - 4);
        _life.Reset();
        Assert.Equal(0, _life.Without);
    }

    private void Watch(double seconds, Func<double, float> blink)
    {
        for (var at = 0.0; at < seconds; at += Step)
        {
            _units[Blink] = blink(at);
            _life.Watch(_units, Step);
        }
    }
}
