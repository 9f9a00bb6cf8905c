using System.Security.Cryptography;

namespace PsyCare.Vault.Keys;

/// <summary>
/// The practice's key-encrypting keys, read from an owner-only file that lies outside the data. The newest key seals; every key on the
/// ring opens. Safe for many threads.
/// </summary>
public sealed class KeyRing : IKeyEncryption, IDisposable
{
    private const string WrapPurpose = "psycare/wrap/v1";

    // Newest last.
    private readonly PracticeKey[] _keys;

    internal KeyRing(params PracticeKey[] keys) => _keys = keys;

    /// <summary>Opens the key ring at <paramref name="path"/>, or makes it with a fresh key on the very first start.</summary>
    /// <param name="path">The key-ring file; its folder is made with mode 0700, the file with 0600.</param>
    /// <param name="dataFolder">The data folder; the ring must lie outside it, or a copy of the data would carry its own keys.</param>
    /// <exception cref="KeyRingException">
    /// The file lies within the data, others than its owner may read it, it is damaged, or it is missing while the data folder already
    /// holds recordings that only it could open.
    /// </exception>
    public static KeyRing OpenOrCreate(string path, string dataFolder) => KeyRingFile.OpenOrCreate(path, dataFolder);

    /// <inheritdoc />
    public byte[] Wrap(string keyId, ReadOnlySpan<byte> key) => Seal(WrapPurpose, keyId, key);

    /// <inheritdoc />
    public DataKey Unwrap(string keyId, ReadOnlySpan<byte> wrapped)
    {
        var key = Open(WrapPurpose, keyId, wrapped);
        try
        {
            return key.Length == DataKey.Size ? new DataKey(key) : throw new SealBrokenException("This is not a wrapped data key.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <inheritdoc />
    public bool IsCurrent(ReadOnlySpan<byte> wrapped) => PracticeKey.IdOf(wrapped).SequenceEqual(_keys[^1].Id);

    /// <summary>Overwrites the keys in memory.</summary>
    public void Dispose() => Array.ForEach(_keys, key => key.Dispose());

    internal byte[] Seal(string purpose, string context, ReadOnlySpan<byte> plaintext) => _keys[^1].Seal(purpose, context, plaintext);

    internal byte[] Open(string purpose, string context, ReadOnlySpan<byte> box)
    {
        var id = PracticeKey.IdOf(box);
        foreach (var key in _keys)
        {
            if (key.Id.SequenceEqual(id))
            {
                return key.Open(purpose, context, box) ?? throw new SealBrokenException();
            }
        }

        throw new SealBrokenException("Sealed with a key that is not on this key ring, or not sealed at all.");
    }
}
