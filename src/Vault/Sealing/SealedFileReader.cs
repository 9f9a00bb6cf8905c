using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Sealing;

/// <summary>A chunk's place in its file.</summary>
/// <param name="Header">Its authentic header.</param>
/// <param name="BodyAt">Offset of its ciphertext in the file.</param>
internal readonly record struct ChunkEntry(ChunkHeader Header, long BodyAt);

/// <summary>
/// Reads a sealed file as it was when opened: the chunks' headers at once, their content on demand. A tail torn by a crash (or still
/// being written) is left out and counted. Not for two threads at once.
/// </summary>
internal sealed class SealedFileReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly FileSeal _seal;

    private SealedFileReader(SafeFileHandle file, FileSeal seal, byte[] metadata, ChunkScan scan)
    {
        _file = file;
        _seal = seal;
        Metadata = metadata;
        Scan = scan;
    }

    public byte[] Metadata { get; }

    public ChunkScan Scan { get; }

    public IReadOnlyList<ChunkEntry> Chunks => Scan.Chunks;

    /// <summary>Opens a sealed file.</summary>
    /// <returns>Null when there is no file, or a crash left less than its header: nothing had been written.</returns>
    /// <exception cref="SealBrokenException">Not the file that <paramref name="identity"/> describes, or another key's.</exception>
    public static SealedFileReader? TryOpen(string path, FileIdentity identity, DataKey dataKey)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        FileSeal? seal = null;
        try
        {
            var metadata = new byte[identity.MetadataLength];
            seal = OpenHeader(file, identity, dataKey, metadata);
            if (seal is not null)
            {
                return new SealedFileReader(file, seal, metadata, ChunkScan.Of(file, seal, FileHeader.LengthFor(identity)));
            }

            file.Dispose();
            return null;
        }
        catch
        {
            seal?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Checks a file's header alone.</summary>
    /// <returns>The file's seal; null when a crash left less than a header.</returns>
    public static FileSeal? OpenHeader(SafeFileHandle file, FileIdentity identity, DataKey dataKey, Span<byte> metadata)
    {
        var header = new byte[FileHeader.LengthFor(identity)];
        if (RandomAccess.Read(file, header, 0) != header.Length)
        {
            return null;
        }

        // Or its length alone: a file may have grown over a block that never reached the disk.
        var onlyGrown = !header.AsSpan().ContainsAnyExcept((byte)0) && RandomAccess.GetLength(file) == header.Length;
        return onlyGrown ? null : FileHeader.Open(header, identity, dataKey, metadata);
    }

    /// <summary>Opens the content of a chunk.</summary>
    /// <exception cref="SealBrokenException">It was altered.</exception>
    public byte[] Read(int index)
    {
        var chunk = Chunks[index];
        var plaintext = GC.AllocateUninitializedArray<byte>(chunk.Header.PlainLength);
        return TryRead(_file, _seal, chunk, plaintext) ? plaintext : throw new SealBrokenException();
    }

    public void Dispose()
    {
        _seal.Dispose();
        _file.Dispose();
    }

    internal static bool TryRead(SafeFileHandle file, FileSeal seal, in ChunkEntry chunk, Span<byte> plaintext)
    {
        var body = GC.AllocateUninitializedArray<byte>(chunk.Header.PlainLength + GcmKey.TagSize);
        var read = RandomAccess.Read(file, body, chunk.BodyAt);
        if (read == body.Length && seal.TryOpen(chunk.Header, body, plaintext))
        {
            return true;
        }

        CryptographicOperations.ZeroMemory(plaintext);
        return false;
    }
}
