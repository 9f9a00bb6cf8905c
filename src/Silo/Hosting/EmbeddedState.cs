using PsyCare.Embedded.Storage;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Https;
using PsyCare.Silo.Transfer;

namespace PsyCare.Silo.Hosting;

/// <summary><see cref="StateCommand"/> on the Embedded edition's database.</summary>
internal static class EmbeddedState
{
    /// <summary>Copies the database while PsyCare may run.</summary>
    public static Task CopyAsync(SiloOptions options, string copy)
    {
        var database = Path.Combine(options.DataFolder, SiloHost.DatabaseFile);
        if (!File.Exists(database))
            throw new SiloOptionsException($"There is no practice in {options.DataFolder}; name its folder with --data.");
        StateTransfer.Copy(database, copy);
        return Task.CompletedTask;
    }

    public static async Task RunAsync(string[] args, Func<string[], SiloOptions> read)
    {
        var (export, file, rest) = StateCommand.Parse(args);
        var options = read(rest);
        OwnerOnlyFile.CreateFolder(options.DataFolder);
        using var folder = new DataFolderLock(options);
        await folder.StartAsync(CancellationToken.None);
        var database = Path.Combine(options.DataFolder, SiloHost.DatabaseFile);
        if (export)
        {
            await StateCommand.ExportAsync(file, StateTransfer.Read(database)
                .Select(s => new StateRecord(s.Storage, s.GrainType, s.GrainKey, s.StateName, s.Payload)).ToAsyncEnumerable());
            return;
        }

        var states = await StateCommand.ReadAsync(file);
        try
        {
            var count = StateTransfer.Write(database, states.Select(s => new StoredState(s.Storage, s.Type, s.Key, s.Name, s.Payload)));
            Console.WriteLine($"{count} states were imported.");
        }
        catch (IOException e)
        {
            throw new SiloOptionsException(e.Message, e);
        }
    }
}
