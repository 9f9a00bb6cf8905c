using System.Text.Json.Serialization;

namespace PsyCare.Domain.Practices;

/// <summary>A telephone line for people in a crisis, as the practice tells its patients of it. The emergency number always stands beside it.</summary>
/// <param name="Name">Who answers.</param>
/// <param name="Number">Their telephone number.</param>
/// <param name="Hours">When, in the practice's own words; empty where at any time.</param>
public sealed record CrisisLine(string Name, string Number, string Hours)
{
    /// <summary>Most lines of a practice: somebody in need is to choose quickly.</summary>
    public const int MaxCount = 4;

    /// <summary>Longest name and hours, characters.</summary>
    public const int MaxLength = 80;

    /// <summary>Whether it can be shown and called; that somebody answers only the practice can know.</summary>
    [JsonIgnore]
    public bool IsValid =>
        Names.IsValid(Name) && Name.Length <= MaxLength && TelephoneNumber.IsValid(Number)
        && Hours is { Length: <= MaxLength } && !Hours.Any(char.IsControl);

    /// <summary>Without blanks around.</summary>
    public CrisisLine Trimmed() => new(Name.Trim(), Number.Trim(), Hours.Trim());
}
