using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PsyCare.Vault.Keys;

/// <summary>A practice key as it stands on the ring.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="Key">The key, where none but a passphrase protects the ring.</param>
/// <param name="Wrapped">The key as an <see cref="IRingKey"/> wrapped it, where that protects the ring.</param>
internal sealed record RingEntry(string Id, byte[]? Key = null, WrappedPracticeKey? Wrapped = null)
{
    private const int MaxWrapped = 1024;

    /// <summary>A key, wrapped where the ring is to hold wrapped ones.</summary>
    public static RingEntry Of(string id, byte[] key, IRingProtection? protection) =>
        protection is IRingKey ringKey ? new RingEntry(id, Wrapped: ringKey.Wrap(key)) : new RingEntry(id, key);

    /// <summary>The key in the clear, the caller's to overwrite.</summary>
    /// <exception cref="KeyRingException">What wraps it cannot be reached, or refuses.</exception>
    public byte[] Open(IRingProtection? protection)
    {
        var key = Key?.ToArray() ?? ((IRingKey)protection!).Unwrap(Wrapped!);
        return key.Length == DataKey.Size ? key : throw new KeyRingException("What the ring holds under one of its ids is no practice key.");
    }

    public bool IsSound(bool wrapped) => Id is { Length: PracticeKey.IdSize * 2 } && Id.All(char.IsAsciiHexDigit)
        && (wrapped ? Wrapped is { By: not null, Value.Length: > 0 and <= MaxWrapped } && Key is null : Key is { Length: DataKey.Size } && Wrapped is null);
}

/// <summary>
/// What the key ring's file holds, JSON: <c>{"version":1,"keys":[{"id":"…16 hex…","key":"…base64…"}]}</c>, newest key last; protected by a passphrase
/// <c>{"version":2,"kdf":{…},"sealed":"…base64…"}</c> with the list of keys sealed (<see cref="PassphraseBox"/>); protected by an <see cref="IRingKey"/>
/// <c>{"version":3,"keys":[{"id":"…","wrapped":{"by":"…","value":"…base64…"}}]}</c>.
/// </summary>
internal static partial class RingContent
{
    private const int PlainVersion = 1;
    private const int PassphraseVersion = 2;
    private const int WrappedVersion = 3;
    private const int MaxFileBytes = 1 << 20;

    public static void Write(Stream file, IReadOnlyList<RingEntry> entries, IRingProtection? protection) =>
        JsonSerializer.Serialize(file, ToRing(entries, protection), RingJson.Default.Ring);

    /// <summary>What protects the ring.</summary>
    public static RingProtectionKind ProtectionOf(string path) => Load(path).Version switch
    {
        PassphraseVersion => RingProtectionKind.Passphrase,
        WrappedVersion => RingProtectionKind.RingKey,
        _ => RingProtectionKind.None,
    };

    /// <summary>The ring's entries, newest last.</summary>
    /// <exception cref="KeyRingException">Damaged, or not protected by what it should be.</exception>
    public static IReadOnlyList<RingEntry> Read(string path, IRingProtection? protection)
    {
        var ring = Load(path);
        var entries = (ring.Version, protection) switch
        {
            (PlainVersion, null) => ring.Keys,
            (PlainVersion, _) => throw new KeyRingException(
                $"The key ring {path} should be protected by {protection.Description}, but nothing protects it. Run: keys protect"),
            (PassphraseVersion, Passphrase passphrase) => Unlock(path, ring, passphrase),
            (PassphraseVersion, null) => throw new KeyRingException(
                $"A passphrase protects the key ring {path}: give it in a file (--passphrase-file FILE) or as PSYCARE_PASSPHRASE."),
            (PassphraseVersion, _) => throw new KeyRingException(
                $"The key ring {path} should be protected by {protection.Description}, but a passphrase protects it. Run: keys protect, with both."),
            (_, IRingKey) => ring.Keys,
            _ => throw new KeyRingException(
                $"A key in Key Vault protects the key ring {path}: name it (--key-vault URL --key-vault-key NAME, Cluster edition)."),
        };
        return entries is { Count: > 0 } && entries.All(entry => entry?.IsSound(ring.Version == WrappedVersion) == true) ? entries : throw Damaged(path);
    }

    private static Ring ToRing(IReadOnlyList<RingEntry> entries, IRingProtection? protection)
    {
        if (protection is not Passphrase passphrase)
        {
            return new Ring(protection is null ? PlainVersion : WrappedVersion, entries);
        }

        var list = JsonSerializer.SerializeToUtf8Bytes(entries, RingJson.Default.IReadOnlyListRingEntry);
        var (kdf, box) = PassphraseBox.Seal(passphrase, list);
        CryptographicOperations.ZeroMemory(list);
        return new Ring(PassphraseVersion, Keys: null, kdf, box);
    }

    private static IReadOnlyList<RingEntry>? Unlock(string path, Ring ring, Passphrase passphrase)
    {
        var list = PassphraseBox.Open(passphrase, ring.Kdf!, ring.Sealed)
            ?? throw new KeyRingException($"The passphrase does not open the key ring {path}: it is another one, or the file was altered.");
        try
        {
            return JsonSerializer.Deserialize(list, RingJson.Default.IReadOnlyListRingEntry);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(list);
        }
    }

    private static Ring Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var ring = file.Length <= MaxFileBytes ? JsonSerializer.Deserialize(file, RingJson.Default.Ring) : null;
            return ring is { Version: PlainVersion or WrappedVersion, Keys: not null }
                or { Version: PassphraseVersion, Sealed: not null, Kdf: not null } && ring.Kdf?.IsSound() != false
                ? ring
                : throw Damaged(path);
        }
        catch (JsonException e)
        {
            throw new KeyRingException($"The key ring {path} is damaged: it is not JSON. Restore it from its backup.", e);
        }
    }

    private static KeyRingException Damaged(string path) =>
        new($"The key ring {path} is damaged, or of a version this release does not know. Restore it from its backup.");

    private sealed record Ring(int Version, IReadOnlyList<RingEntry>? Keys, PassphraseKdf? Kdf = null, byte[]? Sealed = null);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Ring))]
    [JsonSerializable(typeof(IReadOnlyList<RingEntry>))]
    private sealed partial class RingJson : JsonSerializerContext;
}

/// <summary>What protects a key ring's file.</summary>
public enum RingProtectionKind
{
    /// <summary>Nothing but its owner's rights to the file.</summary>
    None,

    /// <summary>A <see cref="Keys.Passphrase"/>.</summary>
    Passphrase,

    /// <summary>An <see cref="IRingKey"/>.</summary>
    RingKey,
}
