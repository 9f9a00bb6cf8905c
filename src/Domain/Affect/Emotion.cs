namespace PsyCare.Domain.Affect;

/// <summary>
/// Emotions whose prototypical faces FACS describes. A value names what a face *shows*, never what a person feels.
/// </summary>
public enum Emotion
{
    /// <summary>Happiness (e.g. AU6+12).</summary>
    Happiness = 1,

    /// <summary>Sadness (e.g. AU1+4+15).</summary>
    Sadness = 2,

    /// <summary>Surprise (e.g. AU1+2+5+26).</summary>
    Surprise = 3,

    /// <summary>Fear (e.g. AU1+2+4+5+7+20+26).</summary>
    Fear = 4,

    /// <summary>Anger (e.g. AU4+5+7+23).</summary>
    Anger = 5,

    /// <summary>Disgust (e.g. AU9+15+17).</summary>
    Disgust = 6,

    /// <summary>Contempt (unilateral AU12+14).</summary>
    Contempt = 7,
}
