using System.Text.Json.Serialization;

namespace PsyCare.Domain.Sessions;

/// <summary>
/// Where a patient is and how to reach them and someone close, so that help can be sent when a session breaks off in a crisis (APA, Guidelines
/// for the Practice of Telepsychology, 2013). Personal data: kept with the patient, shown to their therapist, in no log.
/// </summary>
/// <param name="Location">Where they are now: an address, or what an ambulance would need.</param>
/// <param name="CallbackNumber">A telephone number that reaches them.</param>
/// <param name="ContactName">Someone to call in an emergency.</param>
/// <param name="ContactNumber">That person's number.</param>
public sealed record SafetyDetails(string Location, string CallbackNumber, string ContactName, string ContactNumber)
{
    /// <summary>Longest location, characters.</summary>
    public const int MaxLocationLength = 300;

    /// <summary>Whether it says where and how; nothing is checked for being true.</summary>
    [JsonIgnore]
    public bool IsValid =>
        IsText(Location, MaxLocationLength) && TelephoneNumber.IsValid(CallbackNumber)
        && IsText(ContactName, Practices.Names.MaxLength) && TelephoneNumber.IsValid(ContactNumber);

    /// <summary>Without blanks around.</summary>
    public SafetyDetails Trimmed() => new(Location.Trim(), CallbackNumber.Trim(), ContactName.Trim(), ContactNumber.Trim());

    /// <summary>Keeps it out of logs and debuggers.</summary>
    public override string ToString() => nameof(SafetyDetails);

    private static bool IsText(string text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(c => char.IsControl(c) && c != '\n');
}

/// <summary>What the patient confirmed at the beginning of one session.</summary>
/// <param name="Details">As confirmed.</param>
/// <param name="At">When.</param>
public sealed record SafetyConfirmation(SafetyDetails Details, DateTimeOffset At);
