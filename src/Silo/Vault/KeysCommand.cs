using PsyCare.Silo.Configuration;
using PsyCare.Vault.Backup;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Vault;

/// <summary><c>keys rotate | rewrap | copy FOLDER</c>: replaces the practice's key, copies the keys. See <see cref="KeyRotation"/>.</summary>
internal static class KeysCommand
{
    public const string Name = "keys";

    private const string Usage = """
        Say what to do, then the options of the folders (--data, --keys):
          keys rotate   a new practice key; every data key is wrapped with it, no data is touched
          keys rewrap   finishes a rotation that was interrupted
          keys copy FOLDER   renews the one copy of the keys, apart from every backup of the data
        """;

    /// <summary>Runs the command; the folders must hold a practice already.</summary>
    public static void Run(string[] args, Func<string[], SiloOptions> read, TextWriter output)
    {
        var (verb, folder, rest) = args switch
        {
            ["copy", var target, .. var others] when !target.StartsWith('-') => ("copy", target, others),
            [("rotate" or "rewrap") and var word, .. var others] => (word, "", others),
            _ => throw new SiloOptionsException(Usage),
        };
        var options = read(rest);
        if (!File.Exists(options.KeyRingFile) || !File.Exists(options.KeyStoreFile))
            throw new SiloOptionsException($"There are no keys in {options.KeysFolder}; name their folder with --keys.");
        if (verb == "copy")
        {
            KeyCopy.Write(options.KeysFolder, options.KeyStoreFile, folder);
            output.WriteLine($"{folder} holds the keys now as they are; destroy every older copy.");
            return;
        }

        using var ring = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder);
        using var keys = DataKeys.Open(options.KeyStoreFile, options.DataFolder, ring);
        var count = KeyRotation.Rotate(ring, keys, options.DataFolder, newKey: verb == "rotate");
        output.WriteLine($"{count} data keys were wrapped with the newest practice key. Renew the copy of the keys now (keys copy FOLDER).");
    }
}
