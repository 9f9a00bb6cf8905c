using PsyCare.Domain;

namespace PsyCare.Vault.Disk;

/// <summary>
/// Where things lie: <c>recordings/{sessionId}/{segmentId}.pcs</c>, <c>affect/{sessionId}.pcs</c> and <c>audit/log.pcs</c>. Ids are
/// checked before they touch a path, so none can climb out of the folder.
/// </summary>
internal sealed class VaultPaths(string dataFolder)
{
    public const string Extension = ".pcs";

    /// <summary>Name of the file with an audit log's keys.</summary>
    public const string AuditKeyName = "log.key";

    /// <summary>What the audit log's keys are bound to.</summary>
    public const string AuditContext = "audit";

    private readonly string _recordings = Path.GetFullPath(Path.Combine(dataFolder, "recordings"));
    private readonly string _affect = Path.GetFullPath(Path.Combine(dataFolder, "affect"));
    private readonly string _audit = Path.GetFullPath(Path.Combine(dataFolder, "audit"));

    public string AuditLog => Path.Combine(_audit, "log" + Extension);

    public string AuditKey => Path.Combine(_audit, AuditKeyName);

    public string Segment(string sessionId, string segmentId) => Path.Combine(Session(sessionId), Checked(segmentId) + Extension);

    public string Session(string sessionId) => Path.Combine(_recordings, Checked(sessionId));

    public string Affect(string sessionId) => Path.Combine(_affect, Checked(sessionId) + Extension);

    public bool HoldAnything() => Directory.Exists(_recordings) || Directory.Exists(_affect) || File.Exists(AuditKey);

    private static string Checked(string id) => Ids.IsValid(id) ? id : throw new ArgumentException("Not an identifier.", nameof(id));
}
