namespace PsyCare.Rtc.Layers;

/// <summary>How much of the other side's picture a viewer gets, as far as its own network decides that.</summary>
public enum ViewedPicture
{
    /// <summary>All that the other side sends.</summary>
    Whole,

    /// <summary>A smaller picture, or fewer frames.</summary>
    Part,

    /// <summary>None: the network carries the sound alone.</summary>
    None,
}
