using PsyCare.Domain.Affect;

namespace PsyCare.Training.Head;

/// <summary>
/// Which expressions of the ICT head show which Action Unit (its names follow ARKit's). AU25 is measured on the posed head; AU23's muscle
/// is missing from the model.
/// </summary>
internal static class UnitShapes
{
    /// <summary>Units of the head that PsyCare does not read, but faces make.</summary>
    public const ActionUnit LowerLipDepressor = (ActionUnit)16;

    /// <summary>AU22, the funnel of an open vowel.</summary>
    public const ActionUnit LipFunneler = (ActionUnit)22;

    /// <summary>Expressions of each unit, without the ending of the side; those without sides end in "=".</summary>
    public static readonly IReadOnlyDictionary<ActionUnit, string[]> Names = new Dictionary<ActionUnit, string[]>
    {
        [ActionUnit.InnerBrowRaiser] = ["browInnerUp"],
        [ActionUnit.OuterBrowRaiser] = ["browOuterUp"],
        [ActionUnit.BrowLowerer] = ["browDown"],
        [ActionUnit.UpperLidRaiser] = ["eyeWide"],
        [ActionUnit.CheekRaiser] = ["cheekSquint"],
        [ActionUnit.LidTightener] = ["eyeSquint"],
        [ActionUnit.NoseWrinkler] = ["noseSneer"],
        [ActionUnit.UpperLipRaiser] = ["mouthUpperUp"],
        [ActionUnit.LipCornerPuller] = ["mouthSmile"],
        [ActionUnit.Dimpler] = ["mouthDimple"],
        [ActionUnit.LipCornerDepressor] = ["mouthFrown"],
        [LowerLipDepressor] = ["mouthLowerDown"],
        [ActionUnit.ChinRaiser] = ["mouthShrugLower="],
        [ActionUnit.LipPucker] = ["mouthPucker="],
        [ActionUnit.LipStretcher] = ["mouthStretch"],
        [LipFunneler] = ["mouthFunnel="],
        [ActionUnit.LipPressor] = ["mouthPress"],
        [ActionUnit.JawDrop] = ["jawOpen="],
        [ActionUnit.LipSuck] = ["mouthRollLower=", "mouthRollUpper="],
        [ActionUnit.Blink] = ["eyeBlink"],
    };

    /// <summary>The units in FACS order, AU25 included: the columns of every label.</summary>
    public static readonly ActionUnit[] Columns = [.. Names.Keys.Append(ActionUnit.LipsPart).Order()];

    /// <summary>Whether the two sides of a unit move by themselves.</summary>
    public static bool HasSides(ActionUnit unit) => unit != ActionUnit.LipsPart && !Names[unit][0].EndsWith('=');
}
