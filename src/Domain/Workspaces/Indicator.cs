namespace PsyCare.Domain.Workspaces;

/// <summary>A quiet indicator of the session room; each can be switched off on its own.</summary>
public enum Indicator
{
    /// <summary>How the talking is divided.</summary>
    TalkBalance = 1,

    /// <summary>How long nobody has spoken.</summary>
    Silence = 2,

    /// <summary>How long the turns are.</summary>
    TurnLength = 3,

    /// <summary>Suggested markers.</summary>
    Suggestions = 4,

    /// <summary>The soft warnings before the planned end.</summary>
    EndWarning = 5,
}
