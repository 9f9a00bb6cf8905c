namespace PsyCare.Domain.Practices;

/// <summary>Limits of what people type into name fields.</summary>
public static class Names
{
    /// <summary>Longest name, characters.</summary>
    public const int MaxLength = 120;

    /// <summary>Whether <paramref name="name"/> can be shown as a name: something visible, no control characters, not too long.</summary>
    public static bool IsValid(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= MaxLength && !name.Any(char.IsControl);

    /// <summary>Longest e-mail address, characters (RFC 5321).</summary>
    public const int MaxEmailLength = 254;

    /// <summary>Whether this could be an e-mail address. Whether it is one only a message to it can tell.</summary>
    public static bool IsEmail(string? email) =>
        email?.Trim() is { Length: > 2 and <= MaxEmailLength } trimmed && trimmed.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at < trimmed.Length - 1 && !trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
}
