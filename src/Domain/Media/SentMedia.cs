namespace PsyCare.Domain.Media;

/// <summary>What a participant's page sends, by its own word.</summary>
[Flags]
public enum SentMedia
{
    /// <summary>Camera and microphone are off.</summary>
    None = 0,

    /// <summary>The camera's picture, or a shared screen.</summary>
    Picture = 1,

    /// <summary>The microphone's sound.</summary>
    Sound = 2,
}
