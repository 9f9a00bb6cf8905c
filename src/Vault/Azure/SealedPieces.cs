using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Azure;

/// <summary>
/// Cuts a sealed file into its head and its chunks by what stands in the clear, without a key: so a file that comes from a backup has its blocks where
/// a recorder would have made them. Nothing is believed: where it does not read as such a file, the rest is cut anywhere.
/// </summary>
internal static class SealedPieces
{
    private const int MaxPiece = ChunkHeader.MaxPlainLength + FileSeal.Overhead;
    private const int FieldsAt = 28;

    /// <summary>Reads the pieces, in order; together they are the file.</summary>
    public static IEnumerable<byte[]> Of(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        for (long at = 0, size; at < length; at += size)
        {
            size = Math.Min(length - at, at == 0 ? HeadLength(file) : ChunkLength(file, at));
            var piece = new byte[size];
            Read(file, piece, at);
            yield return piece;
        }
    }

    // See FileHeader: two fields with their lengths before them, then the length of the metadata.
    private static int HeadLength(SafeFileHandle file)
    {
        var end = FieldsAt;
        for (var field = 0; field < 2; field++)
        {
            end += sizeof(ushort) + Number(file, end);
        }

        return Math.Min(end + sizeof(ushort) + Number(file, end) + GcmKey.TagSize, MaxPiece);
    }

    private static int ChunkLength(SafeFileHandle file, long at)
    {
        var head = new byte[ChunkHeader.Size];
        return Read(file, head, at) && ChunkHeader.TryRead(head, out var header) ? header.PlainLength + FileSeal.Overhead : MaxPiece;
    }

    private static ushort Number(SafeFileHandle file, long at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        return Read(file, bytes, at) ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;
    }

    private static bool Read(SafeFileHandle file, Span<byte> buffer, long at)
    {
        while (!buffer.IsEmpty && RandomAccess.Read(file, buffer, at) is var read and > 0)
        {
            buffer = buffer[read..];
            at += read;
        }

        return buffer.IsEmpty;
    }
}
