namespace PsyCare.Domain.Practices;

/// <summary>
/// What a password must be, after NIST SP 800-63B: long enough, no rules of composition, nothing that stands on the account. Its check
/// against a list of breached passwords is missing: no such list can be had here.
/// </summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 12;

    /// <summary>Most characters: hashing is work.</summary>
    public const int MaxLength = 256;

    private const int MinDistinct = 5;
    private const int MinWord = 4;

    /// <summary>Why the password is refused for the account with that e-mail address and name; null when it is not.</summary>
    public static Refusal? Check(string password, string email, string displayName)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(displayName);
        if (password.Length is < MinLength or > MaxLength || password.Distinct().Count() < MinDistinct)
            return Refusal.WeakPassword;
        var words = $"{email} {displayName} psycare".Split(['@', '.', '-', '_', ' '], StringSplitOptions.RemoveEmptyEntries);
        var rest = words.Where(w => w.Length >= MinWord)
            .Aggregate(password, (left, word) => left.Replace(word, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < password.Length && rest.Length < MinLength ? Refusal.WeakPassword : null;
    }
}
