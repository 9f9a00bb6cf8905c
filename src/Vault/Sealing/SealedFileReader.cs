using System.Buffers.Binary;
using System.Security.Cryptography;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Sealing;

/// <summary>A chunk's place in its file.</summary>
/// <param name="Header">Its authentic header.</param>
/// <param name="BodyAt">Offset of its ciphertext in the file.</param>
/// <param name="HeadTag">Tag of its header.</param>
internal readonly record struct ChunkEntry(ChunkHeader Header, long BodyAt, UInt128 HeadTag)
{
    /// <summary>The entry that begins with <paramref name="prefix"/>, whose header was opened.</summary>
    public static ChunkEntry Of(in ChunkHeader header, ReadOnlySpan<byte> prefix, long at) =>
        new(header, at + FileSeal.PrefixSize, BinaryPrimitives.ReadUInt128BigEndian(prefix[ChunkHeader.Size..]));

    /// <summary>Writes its first <see cref="FileSeal.PrefixSize"/> bytes as they lie in the file.</summary>
    public void WritePrefix(Span<byte> destination)
    {
        Header.Write(destination);
        BinaryPrimitives.WriteUInt128BigEndian(destination[ChunkHeader.Size..], HeadTag);
    }
}

/// <summary>
/// Reads a sealed file as it was when opened: the chunks' headers at once, their content on demand. A tail torn by a crash (or still
/// being written) is left out and counted. Not for two threads at once.
/// </summary>
internal sealed class SealedFileReader : IDisposable
{
    private readonly ISealedContent _file;
    private readonly FileSeal _seal;

    private SealedFileReader(ISealedContent file, FileSeal seal, byte[] metadata, ChunkScan scan)
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
    public static async ValueTask<SealedFileReader?> TryOpenAsync(
        ISealedStore store, string name, FileIdentity identity, DataKey dataKey, CancellationToken cancellationToken)
    {
        if (await store.TryOpenAsync(name, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return null;
        }

        FileSeal? seal = null;
        try
        {
            var metadata = new byte[identity.MetadataLength];
            seal = await OpenHeaderAsync(file, identity, dataKey, metadata, cancellationToken).ConfigureAwait(false);
            if (seal is not null)
            {
                var scan = await ChunkScan.OfAsync(file, seal, FileHeader.LengthFor(identity), cancellationToken).ConfigureAwait(false);
                return new SealedFileReader(file, seal, metadata, scan);
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
    public static async ValueTask<FileSeal?> OpenHeaderAsync(
        ISealedContent file, FileIdentity identity, DataKey dataKey, Memory<byte> metadata, CancellationToken cancellationToken)
    {
        var header = new byte[FileHeader.LengthFor(identity)];
        var read = await file.ReadAsync(header, 0, cancellationToken).ConfigureAwait(false);
        return OpenHeader(header.AsSpan(0, read), file.Length, identity, dataKey, metadata.Span);
    }

    /// <summary>Checks a file's header alone.</summary>
    /// <param name="header">Its first bytes, as many as a header has if there are.</param>
    /// <param name="length">The file's length.</param>
    /// <param name="identity">What the file should be.</param>
    /// <param name="dataKey">Its data key.</param>
    /// <param name="metadata">Receives the metadata.</param>
    /// <returns>The file's seal; null when a crash left less than a header.</returns>
    public static FileSeal? OpenHeader(ReadOnlySpan<byte> header, long length, FileIdentity identity, DataKey dataKey, Span<byte> metadata)
    {
        if (header.Length != FileHeader.LengthFor(identity))
        {
            return null;
        }

        // Or its length alone: a file may have grown over a block that never reached the disk.
        var onlyGrown = !header.ContainsAnyExcept((byte)0) && length == header.Length;
        return onlyGrown ? null : FileHeader.Open(header, identity, dataKey, metadata);
    }

    /// <summary>Compares the file with what was once confirmed of it.</summary>
    public SegmentEnd EndAfter(params IReadOnlyList<SealedExtent> confirmed) => Scan.EndAfter(_seal, confirmed);

    /// <summary>How much of the file is there.</summary>
    public SealedExtent Extent => Scan.ExtentOf(_seal);

    /// <summary>Opens the content of a chunk.</summary>
    /// <exception cref="SealBrokenException">It was altered.</exception>
    public async ValueTask<byte[]> ReadAsync(int index, CancellationToken cancellationToken)
    {
        var chunk = Chunks[index];
        var plaintext = GC.AllocateUninitializedArray<byte>(chunk.Header.PlainLength);
        return await TryReadAsync(_file, _seal, chunk, plaintext, cancellationToken).ConfigureAwait(false) ? plaintext : throw new SealBrokenException();
    }

    public void Dispose()
    {
        _seal.Dispose();
        _file.Dispose();
    }

    internal static async ValueTask<bool> TryReadAsync(
        ISealedContent file, FileSeal seal, ChunkEntry chunk, Memory<byte> plaintext, CancellationToken cancellationToken)
    {
        var body = GC.AllocateUninitializedArray<byte>(chunk.Header.PlainLength + GcmKey.TagSize);
        var read = await file.ReadAsync(body, chunk.BodyAt, cancellationToken).ConfigureAwait(false);
        if (read == body.Length && seal.TryOpen(chunk.Header, body, plaintext.Span))
        {
            return true;
        }

        CryptographicOperations.ZeroMemory(plaintext.Span);
        return false;
    }
}
