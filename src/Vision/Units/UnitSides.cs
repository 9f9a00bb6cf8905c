using PsyCare.Domain.Affect;

namespace PsyCare.Vision.Units;

/// <summary>
/// Which side of the face a unit is stronger on, of the units whose sides the network can be trusted with. It is said of a difference that is large and
/// lasts; of a smaller one it is not said how small it is, since that is mostly chance.
/// </summary>
internal sealed class UnitSides
{
    /// <summary>
    /// The units with sides: those of which left minus right correlates by 0.5 or more with the truth in <c>./test eval</c> (ADR 25): AU2 0.58, AU9 0.58,
    /// AU10 0.59, AU12 0.66, AU45 0.61. The next ones are AU4 with 0.44 and AU1 with 0.43.
    /// </summary>
    public static readonly ActionUnit[] Units =
    [
        ActionUnit.OuterBrowRaiser, ActionUnit.NoseWrinkler, ActionUnit.UpperLipRaiser, ActionUnit.LipCornerPuller, ActionUnit.Blink,
    ];

    /// <summary>
    /// From this difference on a unit counts as one-sided, of 5. Measured on 6,400 rendered pictures of 400 people that training never
    /// saw, nor their light and compression, of which 1 to 3 % are one-sided by 1 or more in a given unit: of what is called one-sided 67 to 83 % is, on that
    /// side by 0.5 or more, 0 to 2 % on the other, and the rest is alike; 33 to 58 % of the differences of 2 and more are found. From 1 on 59 to 72 % would
    /// be, but six in ten that are called so would be alike.
    /// </summary>
    public const float Begins = 2;

    /// <summary>And until it falls below this: at one border it would flicker.</summary>
    public const float Ends = 1.2f;

    /// <summary>
    /// Time constant of the difference, seconds. Longer than that of the intensity: an eyelid that the picture caught a little before the other one, in
    /// a blink of 150 ms, is no wink.
    /// </summary>
    private const double Smoothing = 0.3;

    private static readonly bool[] HasSides = Array.ConvertAll(UnitNetwork.Units, unit => Array.IndexOf(Units, unit) >= 0);

    private readonly float[] _differences = new float[UnitNetwork.Units.Length];
    private readonly bool[] _isOneSided = new bool[UnitNetwork.Units.Length];

    /// <summary>Forgets what was seen of a unit: it was away, or something may have covered it, and is not to come back one-sided at once.</summary>
    /// <param name="unit">Its place in <see cref="UnitNetwork.Units"/>.</param>
    public void Forget(int unit) => (_differences[unit], _isOneSided[unit]) = (0, false);

    /// <summary>Takes in what the next picture shows of a unit.</summary>
    /// <param name="unit">Its place in <see cref="UnitNetwork.Units"/>.</param>
    /// <param name="difference">The person's left minus their right, -5 to 5.</param>
    /// <param name="seconds">Time since the last picture.</param>
    public void Follow(int unit, float difference, double seconds)
    {
        if (!HasSides[unit])
            return;
        _differences[unit] += (float)(1 - Math.Exp(-seconds / Smoothing)) * (difference - _differences[unit]);
        _isOneSided[unit] = Math.Abs(_differences[unit]) >= (_isOneSided[unit] ? Ends : Begins);
    }

    /// <summary>Left minus right of a unit that is one-sided; null of every other.</summary>
    /// <param name="unit">Its place in <see cref="UnitNetwork.Units"/>.</param>
    public float? Of(int unit) => _isOneSided[unit] ? _differences[unit] : null;
}
