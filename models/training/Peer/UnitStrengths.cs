using PsyCare.Domain.Affect;

namespace PsyCare.Training.Peer;

/// <summary>The mixture's strengths, corrected by what anatomy rules out; 1 is full strength.</summary>
/// <param name="mixture">Strengths in the order of <see cref="UnitPatterns.Units"/>.</param>
/// <param name="change">How far each measure is from rest.</param>
/// <param name="restAperture">The eyes' aperture at rest.</param>
internal sealed class UnitStrengths(float[] mixture, float[] change, float restAperture)
{
    /// <summary>A gap of the inner lips that is certainly one, and one at which AU25 is at its maximum, canonical centimetres.</summary>
    private const float LeastGap = 0.06f;
    private const float WidestGap = 0.9f;

    /// <summary>The shares of the resting aperture by which the lids must close for a blink to begin and to be complete.</summary>
    private const float BlinkBegins = 0.35f;
    private const float BlinkComplete = 0.75f;

    /// <summary>The strength of one unit.</summary>
    public float Of(ActionUnit unit) => unit switch
    {
        ActionUnit.LipsPart => (Change(Measure.LipGap) - LeastGap) / (WidestGap - LeastGap),
        ActionUnit.Blink => (Closure - BlinkBegins) / (BlinkComplete - BlinkBegins),

        // Lids cannot be wider and narrower at once.
        ActionUnit.UpperLidRaiser => Change(Measure.EyeAperture) > 0 ? Mixed(unit) : 0,
        ActionUnit.LidTightener => Change(Measure.EyeAperture) < 0 ? Mixed(unit) * (1 - Blinking) : 0,

        // Lips that are pressed or rolled in touch; corners drawn up or down thin them without pressing.
        ActionUnit.LipPressor => Mixed(unit) * Closed * (1 - Math.Min(1, CornersDrawn)),
        ActionUnit.LipSuck => Mixed(unit) * Closed,
        _ => Mixed(unit),
    };

    private float Closure => -Change(Measure.EyeAperture) / restAperture;

    private float Blinking => Math.Clamp((Closure - BlinkBegins) / (BlinkComplete - BlinkBegins), 0, 1);

    private float Closed => 1 - Math.Clamp((Change(Measure.LipGap) - LeastGap) / LeastGap, 0, 1);

    private float CornersDrawn => Math.Max(Mixed(ActionUnit.LipCornerPuller), Mixed(ActionUnit.LipCornerDepressor));

    private float Change(Measure measure) => change[(int)measure];

    private float Mixed(ActionUnit unit) => mixture[Array.IndexOf(UnitPatterns.Units, unit)];
}
