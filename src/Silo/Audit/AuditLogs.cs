using PsyCare.Silo.Configuration;
using PsyCare.Silo.Vault;
using PsyCare.Vault.Audit;

namespace PsyCare.Silo.Audit;

/// <summary>
/// The audit logs of a deployment. A log has one writer: PsyCare itself, the operator's commands, and in the Cluster edition each gateway
/// (<c>gateways/ADDRESS-PORT</c>) and each silo (<c>silos/ADDRESS-PORT</c>).
/// </summary>
internal static class AuditLogs
{
    /// <summary>The folder of the gateways' logs.</summary>
    public const string Gateways = "gateways";

    /// <summary>The folder of the silos' logs.</summary>
    public const string Silos = "silos";

    private const string HeadsPrefix = "audit-heads-";
    private const string HeadsExtension = ".jsonl";

    /// <summary>All logs, also those of which only exported heads are left. The practice's own comes first, and is there where no other is.</summary>
    public static IReadOnlyList<AuditLogPlace> Of(SiloOptions options)
    {
        var own = new AuditLogPlace("", options.DataFolder, options.TreeHeadsFile);
        var operators = new AuditLogPlace(OperatorLog.Name, OperatorLog.Folder(options), OperatorLog.HeadsFile(options));
        var processes = OfProcesses(options, Gateways).Concat(OfProcesses(options, Silos)).ToList();
        List<AuditLogPlace> begun = [own, .. processes, operators, .. Lost(options, [own, operators, .. processes])];
        begun.RemoveAll(log => !log.HasBegun);
        return begun.Count == 0 ? [own] : begun;
    }

    private static IEnumerable<AuditLogPlace> OfProcesses(SiloOptions options, string kind)
    {
        var folder = new DirectoryInfo(Path.Combine(options.DataFolder, kind));
        return folder.Exists
            ? folder.EnumerateDirectories().OrderBy(process => process.Name, StringComparer.Ordinal)
                .Select(process => new AuditLogPlace($"{kind}/{process.Name}", process.FullName, HeadsOf(options, process.Name), OfAll: kind == Silos))
            : [];
    }

    /// <summary>Heads whose log is not there any more: somebody removed it.</summary>
    private static IEnumerable<AuditLogPlace> Lost(SiloOptions options, IReadOnlyList<AuditLogPlace> known) =>
        Directory.Exists(options.KeysFolder)
            ? Directory.EnumerateFiles(options.KeysFolder, HeadsPrefix + "*" + HeadsExtension).Except(known.Select(log => log.HeadsFile))
                .Order(StringComparer.Ordinal)
                .Select(file => Path.GetFileNameWithoutExtension(file)[HeadsPrefix.Length..])
                .Select(name => new AuditLogPlace(name, Path.Combine(options.DataFolder, name), HeadsOf(options, name)))
            : [];

    private static string HeadsOf(SiloOptions options, string name) => Path.Combine(options.KeysFolder, HeadsPrefix + name + HeadsExtension);
}
