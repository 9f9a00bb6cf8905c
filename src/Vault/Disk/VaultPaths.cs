using PsyCare.Domain;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Disk;

/// <summary>
/// Where things lie: in a store of sealed files <c>recordings/{sessionId}/{segmentId}.pcs</c> and <c>affect/{sessionId}.pcs</c>, in the data
/// folder <c>audit/log.pcs</c>. Ids are checked before they become a part of a name, so none can climb out of the folder.
/// </summary>
internal sealed class VaultPaths(string dataFolder)
{
    public const string RecordingsFolder = "recordings";
    public const string AffectFolder = "affect";

    public const string Extension = ".pcs";

    /// <summary>Name of the file with an audit log's keys.</summary>
    public const string AuditKeyName = "log.key";

    /// <summary>The folder of an audit log, and what its keys are bound to.</summary>
    public const string AuditContext = "audit";

    private readonly string _data = Path.GetFullPath(dataFolder);
    private readonly string _audit = Path.GetFullPath(Path.Combine(dataFolder, AuditContext));

    public string AuditLog => Path.Combine(_audit, "log" + Extension);

    public string AuditKey => Path.Combine(_audit, AuditKeyName);

    /// <summary>Name of a segment's file in a store.</summary>
    public static string Segment(string sessionId, string segmentId) => $"{Session(sessionId)}/{Checked(segmentId)}{Extension}";

    /// <summary>The folder of a session's segments in a store.</summary>
    public static string Session(string sessionId) => $"{RecordingsFolder}/{Checked(sessionId)}";

    /// <summary>Name of a session's affect track in a store.</summary>
    public static string Affect(string sessionId) => $"{AffectFolder}/{Checked(sessionId)}{Extension}";

    public bool HoldAnything() => Directory.Exists(Path.Combine(_data, RecordingsFolder)) || Directory.Exists(Path.Combine(_data, AffectFolder))
        || File.Exists(AuditKey) || new ErasedKeys(_data).Began;

    private static string Checked(string id) => Ids.IsValid(id) ? id : throw new ArgumentException("Not an identifier.", nameof(id));
}
