using PsyCare.Silo.Configuration;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Vault;

/// <summary>
/// The audit log of commands. They run beside PsyCare, whose own log has one writer, so they keep one of their own: <c>operator/audit</c> in the data
/// folder, heads beside the others. <c>audit verify</c> and <c>audit list</c> go through all.
/// </summary>
internal static class OperatorLog
{
    /// <summary>Whom the audit log names.</summary>
    public const string Actor = "operator";

    /// <summary>Its folder within the data.</summary>
    public const string Name = "operator";

    /// <summary>Its data folder.</summary>
    public static string Folder(SiloOptions options) => Path.Combine(options.DataFolder, Name);

    /// <summary>Its exported heads.</summary>
    public static string HeadsFile(SiloOptions options) => Path.Combine(options.KeysFolder, $"audit-heads-{Name}.jsonl");

    /// <summary>Enters what was done; it is on disk when the task ends.</summary>
    /// <exception cref="SiloOptionsException">The disk refuses, or another command writes at this moment.</exception>
    public static async Task EnterAsync(SiloOptions options, KeyRing ring, AuditAction action, string? detail)
    {
        try
        {
            await using var log = AuditLog.Open(Folder(options), HeadsFile(options), ring, TimeProvider.System);
            await log.AppendAsync(action, Actor, sessionId: null, detail);
        }
        catch (IOException e)
        {
            throw new SiloOptionsException($"It was done, but not entered in the operator's audit log: {e.Message}", e);
        }
    }
}
