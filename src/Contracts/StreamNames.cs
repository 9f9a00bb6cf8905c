namespace PsyCare.Contracts;

/// <summary>Names of the streams; the key within each namespace is the session's id.</summary>
public static class StreamNames
{
    /// <summary>The stream provider's name, in both editions.</summary>
    public const string Provider = "sessions";

    /// <summary>Encoded video of patients on its way to inference: <see cref="Affect.FrameMessage"/>.</summary>
    public const string Frames = "frames";

    /// <summary>Readings on their way to therapists: <see cref="PsyCare.Domain.Affect.AffectSample"/>.</summary>
    public const string Affect = "affect";

    /// <summary>Name of the grain state storage.</summary>
    public const string Storage = "clinic";
}
