using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Audit;

/// <summary>Where an audit log of the deployment lies.</summary>
/// <param name="Name">Its folder within the data, with slashes, e.g. <c>gateways/10.0.0.5-8080</c>; empty for the one of the Embedded edition.</param>
/// <param name="Folder">The whole path.</param>
/// <param name="HeadsFile">Its exported heads.</param>
/// <param name="OfAll">Whether its process serves all practices of the deployment.</param>
public sealed record AuditLogPlace(string Name, string Folder, string HeadsFile, bool OfAll = false)
{
    /// <summary>Whether it holds anything, or did.</summary>
    public bool HasBegun => IsThere || File.Exists(HeadsFile);

    /// <summary>Whether the log itself is there.</summary>
    public bool IsThere => Directory.Exists(Path.Combine(Folder, VaultPaths.AuditContext));
}
