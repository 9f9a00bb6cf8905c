using PsyCare.Domain;

namespace PsyCare.Vault.Disk;

/// <summary>
/// Where things lie: <c>recordings/{sessionId}/{segmentId}.pcs</c> and <c>affect/{sessionId}.pcs</c>. Ids are checked before they touch
/// a path, so none can climb out of the folder.
/// </summary>
internal sealed class VaultPaths(string dataFolder)
{
    public const string Extension = ".pcs";

    private readonly string _recordings = Path.GetFullPath(Path.Combine(dataFolder, "recordings"));
    private readonly string _affect = Path.GetFullPath(Path.Combine(dataFolder, "affect"));

    public string Segment(string sessionId, string segmentId) => Path.Combine(Session(sessionId), Checked(segmentId) + Extension);

    public string Session(string sessionId) => Path.Combine(_recordings, Checked(sessionId));

    public string Affect(string sessionId) => Path.Combine(_affect, Checked(sessionId) + Extension);

    public bool HoldAnything() => Directory.Exists(_recordings) || Directory.Exists(_affect);

    private static string Checked(string id) => Ids.IsValid(id) ? id : throw new ArgumentException("Not an identifier.", nameof(id));
}
