using PsyCare.Embedded.Storage;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Vault;

namespace PsyCare.Silo.Hosting;

/// <summary><c>keys retire</c> in the Embedded edition, whose lock tells that PsyCare does not run; see <see cref="Retirement"/>.</summary>
internal static class RetireCommand
{
    /// <summary>Runs the command.</summary>
    public static async Task RunAsync(SiloOptions options, TextWriter output)
    {
        KeysCommand.RequireKeys(options);
        using var folder = new DataFolderLock(options);
        await folder.StartAsync(CancellationToken.None);
        var database = Path.Combine(options.DataFolder, SiloHost.DatabaseFile);
        await Retirement.RunAsync(options, File.Exists(database) ? StateTransfer.Read(database).Select(row => row.Payload) : [], output);
    }
}
