namespace PsyCare.Domain.Vault;

/// <summary>Names of data keys. Like all ids they carry no meaning beyond what they open.</summary>
public static class DataKeyId
{
    /// <summary>The practice's own key: state that belongs to no patient.</summary>
    public const string Practice = "practice";

    private const string PatientKind = "patient";
    private const string SessionKind = "session";
    private const string RecordingKind = "recording";
    private const string AffectKind = "affect";

    /// <summary>The key of a patient's state.</summary>
    public static string Patient(string patientId) => $"{PatientKind}/{patientId}";

    /// <summary>The key of a session's state: notes, markers, reports.</summary>
    public static string Session(string sessionId) => $"{SessionKind}/{sessionId}";

    /// <summary>The key of a session's recorded sound and pictures.</summary>
    public static string Recording(string sessionId) => $"{RecordingKind}/{sessionId}";

    /// <summary>The key of a session's affect track; apart from the recording's, for it is kept longer.</summary>
    public static string Affect(string sessionId) => $"{AffectKind}/{sessionId}";

    /// <summary>Whose key it is; null where it is no patient's key.</summary>
    public static string? PatientOf(string keyId) => keyId?.Split('/') is [PatientKind, var patientId] ? patientId : null;

    /// <summary>Whether <paramref name="id"/> could be one of these names: <c>practice</c>, or a kind, a slash and an id.</summary>
    public static bool IsValid(string? id) =>
        id == Practice || (id?.Split('/') is [PatientKind or SessionKind or RecordingKind or AffectKind, var rest] && Ids.IsValid(rest));
}
