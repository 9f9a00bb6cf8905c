namespace PsyCare.Media;

/// <summary>Why a participant cannot join now, although the offer is fine.</summary>
public enum MediaRefusal
{
    /// <summary>The session's policy does not allow a call: not admitted yet, or ended.</summary>
    NoCall,

    /// <summary>The server carries as many peers as it may.</summary>
    Full,
}

/// <summary>A participant cannot join now.</summary>
public sealed class MediaRefusedException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="refusal">The reason.</param>
    public MediaRefusedException(MediaRefusal refusal)
        : base(refusal == MediaRefusal.Full ? "The media server is full." : "The session is not open for a call.") => Refusal = refusal;

    /// <summary>The reason.</summary>
    public MediaRefusal Refusal { get; }
}
