using System.Security.Cryptography;
using PsyCare.Domain.Vault;

namespace PsyCare.Vault.Keys;

/// <summary>
/// The practice's data keys, in the file <c>data-keys.db</c> that lies apart from the data and from every backup of it. Safe for many
/// threads and for several processes on one file: a key that one of them destroys opens nothing in the others from then on.
/// </summary>
public sealed class DataKeys : IDataKeys, IDisposable
{
    private const int MaxCached = 4096;
    private const int RewrapBatch = 5_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DataKey> _cache = [];
    private readonly KeyTable _table;
    private readonly ErasedKeys _erased;
    private readonly IKeyEncryption _practice;
    private long _othersChanges;

    private DataKeys(KeyTable table, ErasedKeys erased, IKeyEncryption practice)
    {
        _table = table;
        _erased = erased;
        _practice = practice;
    }

    /// <summary>Opens the store, or makes it on the first start. Keys that the data says were destroyed are destroyed again.</summary>
    /// <param name="path">The store's file, outside the data.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="practice">Wraps the keys; not owned.</param>
    /// <exception cref="KeyRingException">It is missing while there is data that needs it, or cannot be used.</exception>
    public static DataKeys Open(string path, string dataFolder, IKeyEncryption practice)
    {
        var erased = new ErasedKeys(dataFolder);
        if (erased.Began && !File.Exists(path))
        {
            throw new KeyRingException($"The key store {path} is missing, and only it opens {dataFolder}. Restore it from its copy.");
        }

        var keys = new DataKeys(KeyTable.Open(path), erased, practice);
        try
        {
            erased.Begin();
            keys._table.Destroy(erased.All());
            keys.Ensure(DataKeyId.Practice, owner: "");
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>A data key in the clear; the caller disposes it.</summary>
    /// <exception cref="KeyDestroyedException">It was destroyed.</exception>
    /// <exception cref="SealBrokenException">There is no such key, or the practice's key does not open it.</exception>
    public DataKey Get(string keyId)
    {
        lock (_gate)
        {
            if (Find(keyId) is { } key)
            {
                return new DataKey(key.Bytes);
            }
        }

        throw new SealBrokenException("The key store holds no such key. Where it was restored, its copy is older than this data.");
    }

    /// <inheritdoc />
    public Task EnsureAsync(string keyId, string patientId) => Task.Run(() => Ensure(keyId, patientId));

    /// <inheritdoc />
    public Task AdoptAsync(string sessionId, string patientId, byte[] wrapped) => Task.Run(() =>
    {
        using var key = _practice.Unwrap(DataKeyId.Recording(sessionId), wrapped);
        Add(DataKeyId.Recording(sessionId), patientId, key.Bytes);
        Add(DataKeyId.Affect(sessionId), patientId, key.Bytes);
    });

    /// <inheritdoc />
    public Task<bool> DestroyAsync(string keyId) => Task.Run(() => Destroy(Checked(keyId)));

    /// <inheritdoc />
    public Task DestroyAllOfAsync(string patientId) => DestroyAsync(DataKeyId.Patient(patientId));

    /// <summary>
    /// Wraps every key anew that the newest KEK has not wrapped; no data is touched. In batches: what was interrupted goes on where it was, other
    /// processes may use the store meanwhile.
    /// </summary>
    /// <returns>How many keys were wrapped anew.</returns>
    public int Rewrap()
    {
        var (last, rewrapped) = ("", 0);
        while (true)
        {
            lock (_gate)
            {
                var batch = _table.Rewrap(last, RewrapBatch, RewrapOne);
                rewrapped += batch.Replaced;
                if (batch.Last is null)
                {
                    return rewrapped;
                }

                last = batch.Last;
            }
        }
    }

    /// <summary>The ids of the KEKs that wrap at least one key.</summary>
    internal IReadOnlyList<byte[]> WrappedBy()
    {
        lock (_gate)
        {
            return _table.WrappedBy();
        }
    }

    /// <summary>Overwrites the keys in memory and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Forget();
            _table.Dispose();
        }
    }

    /// <summary>Makes a key unless it is there.</summary>
    /// <exception cref="KeyDestroyedException">It was destroyed, or its owner's was.</exception>
    internal void Ensure(string keyId, string owner)
    {
        lock (_gate)
        {
            if (Find(Checked(keyId)) is not null)
            {
                return;
            }
        }

        Span<byte> key = stackalloc byte[DataKey.Size];
        RandomNumberGenerator.Fill(key);
        Add(keyId, owner, key);
        CryptographicOperations.ZeroMemory(key);
    }

    private byte[]? RewrapOne(string keyId, byte[] wrapped)
    {
        if (_practice.IsCurrent(wrapped))
        {
            return null;
        }

        using var key = _practice.Unwrap(keyId, wrapped);
        return _practice.Wrap(keyId, key.Bytes);
    }

    private static string Checked(string keyId) =>
        DataKeyId.IsValid(keyId) ? keyId : throw new ArgumentException("Not the name of a data key.", nameof(keyId));

    private void Add(string keyId, string owner, ReadOnlySpan<byte> key)
    {
        var wrapped = _practice.Wrap(keyId, key);
        lock (_gate)
        {
            _table.Add(keyId, owner, wrapped);
            // Refused as its owner's key was destroyed.
            if (Find(keyId) is null)
            {
                throw new KeyDestroyedException();
            }
        }
    }

    // The name first: what is interrupted after that is finished at the next start.
    private bool Destroy(string keyId)
    {
        _erased.Add(keyId);
        lock (_gate)
        {
            Forget();
            return _table.Destroy([keyId]) > 0;
        }
    }

    private DataKey? Find(string keyId)
    {
        ForgetWhatOthersChanged();
        if (_cache.TryGetValue(keyId, out var key))
        {
            return key;
        }

        var (found, wrapped) = _table.Find(keyId);
        if (!found)
        {
            return null;
        }

        if (wrapped is null)
        {
            throw new KeyDestroyedException();
        }

        if (_cache.Count >= MaxCached)
        {
            Forget();
        }

        return _cache[keyId] = _practice.Unwrap(keyId, wrapped);
    }

    private void ForgetWhatOthersChanged()
    {
        var changes = _table.OthersChanges();
        if (changes != _othersChanges)
        {
            Forget();
            _othersChanges = changes;
        }
    }

    private void Forget()
    {
        foreach (var key in _cache.Values)
        {
            key.Dispose();
        }

        _cache.Clear();
    }
}
