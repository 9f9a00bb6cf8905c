namespace PsyCare.Domain.Vault;

/// <summary>What a session's data key is bound to.</summary>
public static class RecordingKeys
{
    /// <summary>The context of the key that seals a session's media and affect track.</summary>
    public static string Context(string sessionId) => $"recording/{sessionId}";
}
