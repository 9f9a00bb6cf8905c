namespace PsyCare.Domain;

/// <summary>Limits of what people type as a telephone number.</summary>
public static class TelephoneNumber
{
    /// <summary>Longest number, characters.</summary>
    public const int MaxLength = 40;

    /// <summary>Whether this could be called: at least three digits, and what one writes between them. Whether it is anybody's only a call can tell.</summary>
    public static bool IsValid(string? number) =>
        number is { Length: <= MaxLength } && number.Count(char.IsAsciiDigit) >= 3
        && number.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '(' or ')' or '/' or '.' or ' ');
}
