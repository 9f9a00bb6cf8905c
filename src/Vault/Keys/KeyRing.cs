using System.Security.Cryptography;

namespace PsyCare.Vault.Keys;

/// <summary>
/// The practice's key-encrypting keys, read from an owner-only file that lies outside the data. The newest key seals; every key on the
/// ring opens. Safe for many threads.
/// </summary>
public sealed class KeyRing : IKeyEncryption, IDisposable
{
    private const string WrapPurpose = "psycare/wrap/v1";
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string? _path;

    // Newest last.
    private volatile PracticeKey[] _keys;
    private (DateTime At, long Length) _stamp;
    private long? _failedAt;

    internal KeyRing(string? path, params PracticeKey[] keys)
    {
        _path = path;
        _keys = keys;
    }

    /// <summary>The ids of the keys, hexadecimal, newest last.</summary>
    public IReadOnlyList<string> Ids => [.. _keys.Select(key => Convert.ToHexStringLower(key.Id))];

    /// <summary>Which file the keys were read from, <see cref="StampOf"/> taken before.</summary>
    internal (DateTime At, long Length) Stamp { init => _stamp = value; }

    /// <summary>What protects the file; not owned.</summary>
    internal IRingProtection? Protection { get; init; }

    /// <summary>For the time between two tries to reach what protects the file.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The ring's file.</summary>
    internal string File => _path ?? throw new InvalidOperationException("This ring has no file.");

    /// <summary>Opens the key ring at <paramref name="path"/>, or makes it with a fresh key on the very first start.</summary>
    /// <param name="path">The key-ring file; its folder is made with mode 0700, the file with 0600.</param>
    /// <param name="dataFolder">The data folder; the ring must lie outside it, or a copy of the data would carry its own keys.</param>
    /// <param name="protection">What protects the file, if anything does; a ring that is made is protected with it. Must outlive the ring.</param>
    /// <exception cref="KeyRingException">
    /// The file lies within the data, others than its owner may read it, it is damaged, or it is missing while the data folder already
    /// holds recordings that only it could open; or what protects it is missing, another one, out of reach, or given for a ring that nothing protects.
    /// </exception>
    public static KeyRing OpenOrCreate(string path, string dataFolder, IRingProtection? protection = null) =>
        KeyRingFile.OpenOrCreate(path, dataFolder, protection);

    /// <summary>What protects the key ring at <paramref name="path"/>.</summary>
    /// <exception cref="KeyRingException">It is damaged.</exception>
    public static RingProtectionKind ProtectionOf(string path) => RingContent.ProtectionOf(path);

    /// <summary>Protects the key ring at <paramref name="path"/> with something else; the keys stay what they are.</summary>
    /// <param name="path">The key ring's file.</param>
    /// <param name="current">What protects it now; null where nothing does.</param>
    /// <param name="next">What protects it from now on; null for nothing.</param>
    /// <exception cref="KeyRingException">It is damaged, or what protects it now is not that.</exception>
    public static void Protect(string path, IRingProtection? current, IRingProtection? next) => KeyRingFile.Protect(path, current, next);

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

    /// <summary>Puts a fresh key on the ring and seals with it from now on. The older ones stay, to open with.</summary>
    internal void AddKey()
    {
        lock (_gate)
        {
            var fresh = KeyRingFile.Add(File, Protection);
            _keys = [.. _keys, fresh];
        }
    }

    /// <summary>Whether what protects the ring still opens its newest key for this process. Says nothing where nothing protects it.</summary>
    /// <exception cref="KeyRingException">It refuses (<see cref="KeyRingException.IsRefused"/>), or cannot be reached.</exception>
    public void ConfirmAccess()
    {
        if (Protection is not null)
        {
            CryptographicOperations.ZeroMemory(RingContent.Read(File, Protection)[^1].Open(Protection));
        }
    }

    /// <summary>Wraps the keys with the newest version of the key that protects the ring; nothing happens where none does.</summary>
    internal void Renew()
    {
        if (Protection is IRingKey)
        {
            KeyRingFile.Protect(File, Protection, Protection);
        }
    }

    /// <summary>Takes keys off the ring: what only they open is lost.</summary>
    internal void Remove(IReadOnlySet<string> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            KeyRingFile.Remove(File, ids, Protection);
            _keys = [.. _keys.Where(key => !ids.Contains(Convert.ToHexStringLower(key.Id)))];
        }
    }

    /// <summary>Overwrites the keys in memory.</summary>
    public void Dispose() => Array.ForEach(_keys, key => key.Dispose());

    internal byte[] Seal(string purpose, string context, ReadOnlySpan<byte> plaintext) => _keys[^1].Seal(purpose, context, plaintext);

    internal byte[] Open(string purpose, string context, ReadOnlySpan<byte> box)
    {
        var id = PracticeKey.IdOf(box);
        var key = KeyOf(id) ?? (id.IsEmpty ? null : ReadAgain(id))
            ?? throw new SealBrokenException("Sealed with a key that is not on this key ring, or not sealed at all.");
        return key.Open(purpose, context, box) ?? throw new SealBrokenException();
    }

    private PracticeKey? KeyOf(ReadOnlySpan<byte> id)
    {
        foreach (var key in _keys)
        {
            if (key.Id.SequenceEqual(id))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Tells one file under a path from the next that replaces it.</summary>
    internal static (DateTime At, long Length) StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    // Another process may have put a new key on the ring (keys rotate) while this one runs.
    private PracticeKey? ReadAgain(ReadOnlySpan<byte> id)
    {
        lock (_gate)
        {
            // Only where the file is another one: to derive its key takes a second, and whoever sends boxes must not make us.
            if (KeyOf(id) is { } key || _path is null || StampOf(_path) == _stamp)
            {
                return KeyOf(id);
            }

            // Many wait for this lock: what is out of reach is not asked again for each of them.
            if (_failedAt is { } failed && Time.GetElapsedTime(failed) < AskAgainAfter)
            {
                throw Unreachable(null);
            }

            ReadAgain(_path);
            return KeyOf(id);
        }
    }

    private void ReadAgain(string path)
    {
        var stamp = StampOf(path);
        try
        {
            // Those that are known stay as they are: others may be using them at this moment.
            _keys = KeyRingFile.Read(path, Protection, _keys);
            (_stamp, _failedAt) = (stamp, null);
        }
        catch (KeyRingException e)
        {
            _failedAt = Time.GetTimestamp();
            throw Unreachable(e);
        }
    }

    // Nothing is altered or lost: it opens when the key can be had again.
    private static IOException Unreachable(Exception? cause) => new("A practice key that is new on the ring cannot be had at this moment.", cause);
}
