using PsyCare.Silo.Configuration;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Backup;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Vault;

/// <summary>
/// <c>keys ...</c>: replaces the practice's key, copies the keys, protects them with a passphrase. See <see cref="KeyRotation"/>. What is done is an
/// entry of the operator's audit log.
/// </summary>
internal static class KeysCommand
{
    public const string Name = "keys";
    public const string Retire = "retire";

    private const string NewPassphraseOption = "--new-passphrase-file";

    private const string Usage = """
        Say what to do, then the options of the folders (--data, --keys) and the passphrase, if one protects the keys (--passphrase-file FILE, or PSYCARE_PASSPHRASE):
          keys rotate   a new practice key; every data key is wrapped with it, no data is touched
          keys rewrap   finishes a rotation that was interrupted; takes up a new version of the key in Key Vault
          keys retire   takes replaced practice keys off the ring that nothing needs any more (PsyCare stopped: all of its processes)
          keys copy FOLDER   renews the one copy of the keys, apart from every backup of the data
          keys protect  protects the key ring with the given passphrase; with --new-passphrase-file FILE replaces what protects it
          keys unprotect  takes off what protects it
        Cluster edition: --key-vault URL --key-vault-key NAME is a key in Key Vault in a passphrase's place.
        """;

    /// <summary>Runs the command; the folders must hold a practice already.</summary>
    public static async Task RunAsync(string[] args, Func<string[], SiloOptions> read, TextWriter output)
    {
        var (verb, folder, rest) = args switch
        {
            ["copy", var target, .. var others] when !target.StartsWith('-') => ("copy", target, others),
            [("rotate" or "rewrap" or "protect" or "unprotect") and var word, .. var others] => (word, "", others),
            _ => throw new SiloOptionsException(Usage),
        };
        var (newFile, remaining) = TakeNewPassphrase(rest);
        var options = read(remaining);
        RequireKeys(options);
        var (action, detail, said) = verb switch
        {
            "copy" => Copy(options, folder),
            "protect" => Protect(options, newFile),
            "unprotect" => Unprotect(options),
            _ => Rotate(options, newKey: verb == "rotate"),
        };
        output.WriteLine(said);
        using var ring = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, ProtectedBy(verb, options, newFile));
        await OperatorLog.EnterAsync(options, ring, action, detail);
    }

    /// <summary>Refuses folders without keys: a command makes no practice.</summary>
    public static void RequireKeys(SiloOptions options)
    {
        if (!File.Exists(options.KeyRingFile) || !File.Exists(options.KeyStoreFile))
            throw new SiloOptionsException($"There are no keys in {options.KeysFolder}; name their folder with --keys.");
    }

    private static (string? File, string[] Others) TakeNewPassphrase(string[] args)
    {
        var at = Array.IndexOf(args, NewPassphraseOption);
        if (at < 0)
            return (null, args);
        if (at + 1 == args.Length)
            throw new SiloOptionsException($"{NewPassphraseOption} needs a file.");
        return (args[at + 1], [.. args[..at], .. args[(at + 2)..]]);
    }

    private static (AuditAction, string?, string) Copy(SiloOptions options, string folder)
    {
        // First, for what is done must be entered in a log that the keys open.
        KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, options.RingProtection).Dispose();
        KeyCopy.Write(options.KeysFolder, options.KeyStoreFile, folder);
        return (AuditAction.KeysCopied, null, $"{folder} holds the keys now as they are; destroy every older copy.");
    }

    private static (AuditAction, string?, string) Protect(SiloOptions options, string? newFile)
    {
        if (options.RingProtection is not { } given)
            throw new SiloOptionsException("Give the passphrase in a file (--passphrase-file FILE) or as PSYCARE_PASSPHRASE.");
        var current = CurrentOf(options);
        if (current == given && newFile is null)
            throw new SiloOptionsException($"The keys are protected by {given.Description} already. To replace it give a new passphrase: {NewPassphraseOption} FILE");
        using var passphrase = newFile is null ? null : Passphrase.FromFile(newFile);
        var next = passphrase ?? given;
        KeyRing.Protect(options.KeyRingFile, current, next);
        return (AuditAction.KeyRingProtected, next is IRingKey ? "key-vault" : current is null ? "on" : "changed",
            $"The key ring is protected by {next.Description} now; PsyCare starts with it alone. Renew the copy of the keys (keys copy FOLDER), destroy older "
            + "ones, and replace the practice key that could be had without it (keys rotate, then keys retire).");
    }

    private static (AuditAction, string?, string) Unprotect(SiloOptions options)
    {
        if (KeyRing.ProtectionOf(options.KeyRingFile) == RingProtectionKind.None)
            throw new SiloOptionsException("Nothing protects the keys.");
        KeyRing.Protect(options.KeyRingFile, CurrentOf(options), next: null);
        return (AuditAction.KeyRingProtected, "off", "Nothing protects the key ring any more: the file alone opens everything.");
    }

    /// <summary>What protects the ring now, of what is given; where something else does, opening it says so.</summary>
    private static IRingProtection? CurrentOf(SiloOptions options) => KeyRing.ProtectionOf(options.KeyRingFile) switch
    {
        RingProtectionKind.None => null,
        RingProtectionKind.Passphrase => options.Passphrase,
        _ => options.RingKey,
    };

    private static (AuditAction, string?, string) Rotate(SiloOptions options, bool newKey)
    {
        using var ring = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, options.RingProtection);
        using var keys = DataKeys.Open(options.KeyStoreFile, options.DataFolder, ring);
        var count = KeyRotation.Rotate(ring, keys, options.DataFolder, newKey);
        return (newKey ? AuditAction.KeyRotated : AuditAction.KeysRewrapped, ring.Ids[^1],
            $"{count} data keys were wrapped with the newest practice key. Renew the copy of the keys now (keys copy FOLDER).");
    }

    private static IRingProtection? ProtectedBy(string verb, SiloOptions options, string? newFile) => verb switch
    {
        "unprotect" => null,
        "protect" when newFile is not null => Passphrase.FromFile(newFile),
        _ => options.RingProtection,
    };
}
