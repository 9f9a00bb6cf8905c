namespace PsyCare.Domain.Practices;

/// <summary>Limits of what people type into name fields.</summary>
public static class Names
{
    /// <summary>Longest name, characters.</summary>
    public const int MaxLength = 120;

    /// <summary>Whether <paramref name="name"/> can be shown as a name: something visible, no control characters, not too long.</summary>
    public static bool IsValid(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= MaxLength && !name.Any(char.IsControl);
}
