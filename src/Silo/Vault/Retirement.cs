using PsyCare.Silo.Configuration;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Vault;

/// <summary>
/// <c>keys retire</c>: takes practice keys off the ring that nothing needs any more. PsyCare must not run meanwhile. Recordings and affect tracks need no
/// look, wherever they lie: data keys seal them, and only those are wrapped with practice keys.
/// </summary>
internal static class Retirement
{
    /// <summary>Retires while nothing runs.</summary>
    /// <param name="options">The folders.</param>
    /// <param name="rows">All grain state, as it rests.</param>
    /// <param name="output">For people.</param>
    public static async Task RunAsync(SiloOptions options, IEnumerable<byte[]> rows, TextWriter output)
    {
        KeysCommand.RequireKeys(options);
        using var ring = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, options.RingProtection);
        using var keys = DataKeys.Open(options.KeyStoreFile, options.DataFolder, ring);
        var old = KeyRetirement.Retire(ring, keys, options.DataFolder, rows);
        foreach (var key in old)
        {
            output.WriteLine($"{key.Id}: {Tell(key.Need)}");
            if (key.Need is null)
                await OperatorLog.EnterAsync(options, ring, AuditAction.KeyRetired, key.Id);
        }

        output.WriteLine(old.Any(key => key.Need is null)
            ? "Renew the copy of the keys (keys copy FOLDER) and make a new backup: the audit log of a backup from before the rotation needs the keys of that time."
            : "Nothing was taken off the ring.");
    }

    private static string Tell(KeyNeed? need) => need switch
    {
        null => "taken off the ring",
        KeyNeed.StateRow => "stays: rows of an earlier release are sealed with it until they are next written",
        _ => "stays: a rotation is not finished (keys rewrap)",
    };
}
