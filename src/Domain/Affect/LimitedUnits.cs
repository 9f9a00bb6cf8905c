namespace PsyCare.Domain.Affect;

/// <summary>
/// Action Units whose reading is limited, by the figures on the model's card (models/action_units.md): agreement with the truth (ICC) below 0.5 on faces that
/// training never saw, or a mean error that differs by more than 10% between skin tones. They are shown, but marked, and should not carry a conclusion alone.
/// </summary>
/// <remarks>The client has the same list (src/Web/src/core/affect/limited.ts); a test compares them.</remarks>
public static class LimitedUnits
{
    /// <summary>Whether a unit's reading is limited.</summary>
    public static bool Contains(ActionUnit unit) => unit is
        ActionUnit.InnerBrowRaiser or ActionUnit.OuterBrowRaiser or ActionUnit.BrowLowerer or ActionUnit.UpperLidRaiser or ActionUnit.CheekRaiser or
        ActionUnit.LidTightener or ActionUnit.NoseWrinkler or ActionUnit.UpperLipRaiser or ActionUnit.Dimpler or ActionUnit.LipPressor or
        ActionUnit.LipsPart or ActionUnit.JawDrop or ActionUnit.Blink;
}
