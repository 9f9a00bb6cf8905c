using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Transfer;

/// <summary>
/// <c>state export FILE | import FILE</c>: all grain state, to go from one edition to the other. Recordings and affect tracks are files of the
/// data folder that both editions read; they are copied with it, as the keys are with theirs. PsyCare must not run meanwhile.
/// </summary>
internal static class StateCommand
{
    public const string Name = "state";

    private const string Usage = "Say what to do: state export FILE, or state import FILE, then the options of the storage.";

    /// <summary>Takes the verb and the file off the arguments.</summary>
    public static (bool Export, string File, string[] Options) Parse(string[] args) => args is [("export" or "import") and var verb, var file, .. var options]
        ? (verb == "export", file, options)
        : throw new SiloOptionsException(Usage);

    /// <summary>Writes a new file, or none.</summary>
    public static async Task ExportAsync(string file, IAsyncEnumerable<StateRecord> states)
    {
        if (File.Exists(file))
            throw new SiloOptionsException($"{file} is there already; nothing was written.");
        await using var output = new FileStream(file, FileMode.CreateNew);
        var count = await StateFile.WriteAsync(output, states);
        Console.WriteLine($"{count} states were exported to {file}.");
    }

    /// <summary>Reads a file as a whole before anything is stored.</summary>
    public static async Task<IReadOnlyList<StateRecord>> ReadAsync(string file)
    {
        try
        {
            await using var input = File.OpenRead(file);
            return await StateFile.ReadAsync(input);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new SiloOptionsException($"{file}: {e.Message}", e);
        }
    }
}
