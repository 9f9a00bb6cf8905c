using Microsoft.Extensions.DependencyInjection;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Demo;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Gateway.Tests.Audit;

/// <summary>The log that another process of the deployment keeps in the same data folder.</summary>
internal sealed class OtherProcess(Clinic clinic, string name)
{
    /// <summary>The file that holds its entries.</summary>
    public string LogFile => Path.Combine(Folder, "audit", "log.pcs");

    private string Folder => Path.Combine(Clinic.Options(clinic.Folder).DataFolder, name);

    /// <summary>The process starts, enters what was done, exports a head and stops.</summary>
    /// <param name="practice">The practice that the entries bear: the one that it serves, or of which a silo wrote; null for none.</param>
    /// <param name="entries">What was done.</param>
    public async Task WriteAsync(string? practice, params (AuditAction Action, string Actor, string? Session, string? Detail)[] entries)
    {
        var heads = Path.Combine(Clinic.Options(clinic.Folder).KeysFolder, $"audit-heads-{Path.GetFileName(name)}.jsonl");
        Directory.CreateDirectory(Folder);
        await using var log = AuditLog.Open(Folder, heads, clinic.App.Services.GetRequiredService<KeyRing>(), TimeProvider.System, practice);
        foreach (var (action, actor, session, detail) in entries)
            await log.AppendAsync(action, actor, session, detail);
    }

    /// <summary>As <see cref="WriteAsync(string?, ValueTuple{AuditAction, string, string?, string?}[])"/>, of the clinic's practice.</summary>
    public Task WriteAsync(params (AuditAction Action, string Actor, string? Session, string? Detail)[] entries) =>
        WriteAsync(DemoPractice.PracticeId, entries);
}
