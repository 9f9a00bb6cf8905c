using System.Security.Cryptography;

namespace PsyCare.Vault.Keys;

/// <summary>A 256-bit data key (DEK) in the clear; disposing overwrites it. Hold it as briefly as possible.</summary>
public sealed class DataKey : IDisposable
{
    /// <summary>Length of a data key, bytes.</summary>
    public const int Size = 32;

    // Pinned, so that the garbage collector leaves no copies behind.
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private bool _disposed;

    internal DataKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        bytes.CopyTo(_bytes);
    }

    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
