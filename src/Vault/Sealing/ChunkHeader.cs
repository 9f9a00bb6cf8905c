using System.Buffers.Binary;

namespace PsyCare.Vault.Sealing;

/// <summary>What is said of a chunk in the clear, authenticated.</summary>
[Flags]
internal enum ChunkFlags : ushort
{
    None = 0,

    /// <summary>The file was ended on purpose; the chunk is empty and nothing follows.</summary>
    End = 1,

    /// <summary>The chunk starts with a video key frame: playing can start here.</summary>
    Keyframe = 2,

    /// <summary>The chunk holds sound.</summary>
    Audio = 4,

    /// <summary>The chunk holds pictures.</summary>
    Video = 8,

    /// <summary>The pictures are H.264, not VP8: NAL units behind their lengths. Never mixed within a file.</summary>
    Avc = 16,
}

/// <summary>What a writer says of a chunk.</summary>
/// <param name="FirstMs">Time of its first item, milliseconds on the file's clock.</param>
/// <param name="DurationMs">From there to the end of its last item, milliseconds.</param>
/// <param name="Flags">What it holds.</param>
/// <param name="Width">Width of the key frame it starts with, pixels; else 0.</param>
/// <param name="Height">Height of that key frame, pixels; else 0.</param>
internal readonly record struct ChunkInfo(long FirstMs, uint DurationMs, ChunkFlags Flags, ushort Width = 0, ushort Height = 0);

/// <summary>
/// The head of a chunk, big-endian:
/// <c>counter u32 | plain length u32 | nonce part(8) | first ms i64 | duration ms u32 | width u16 | height u16 | flags u16 | 0 u16</c>.
/// </summary>
/// <param name="Counter">Position of the chunk in the file, from 0.</param>
/// <param name="PlainLength">Length of the content, bytes.</param>
/// <param name="NoncePart">Random part of the nonce; never zero.</param>
/// <param name="Info">What the writer says of it.</param>
internal readonly record struct ChunkHeader(uint Counter, int PlainLength, ulong NoncePart, ChunkInfo Info)
{
    public const int Size = 36;

    /// <summary>Bound on a chunk's content, bytes: what a reader must hold in memory.</summary>
    public const int MaxPlainLength = 16 << 20;

    private const ChunkFlags Known = ChunkFlags.End | ChunkFlags.Keyframe | ChunkFlags.Audio | ChunkFlags.Video | ChunkFlags.Avc;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Counter);
        BinaryPrimitives.WriteInt32BigEndian(destination[4..], PlainLength);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], NoncePart);
        BinaryPrimitives.WriteInt64BigEndian(destination[16..], Info.FirstMs);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], Info.DurationMs);
        BinaryPrimitives.WriteUInt16BigEndian(destination[28..], Info.Width);
        BinaryPrimitives.WriteUInt16BigEndian(destination[30..], Info.Height);
        BinaryPrimitives.WriteUInt16BigEndian(destination[32..], (ushort)Info.Flags);
        BinaryPrimitives.WriteUInt16BigEndian(destination[34..], 0);
    }

    /// <returns>False when the bytes can be no chunk header; true says nothing about their authenticity.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out ChunkHeader header)
    {
        var flags = (ChunkFlags)BinaryPrimitives.ReadUInt16BigEndian(source[32..]);
        header = new ChunkHeader(
            BinaryPrimitives.ReadUInt32BigEndian(source),
            BinaryPrimitives.ReadInt32BigEndian(source[4..]),
            BinaryPrimitives.ReadUInt64BigEndian(source[8..]),
            new ChunkInfo(
                BinaryPrimitives.ReadInt64BigEndian(source[16..]),
                BinaryPrimitives.ReadUInt32BigEndian(source[24..]),
                flags,
                BinaryPrimitives.ReadUInt16BigEndian(source[28..]),
                BinaryPrimitives.ReadUInt16BigEndian(source[30..])));
        return header.PlainLength is >= 0 and <= MaxPlainLength && (flags & ~Known) == 0 && source[34..Size] is [0, 0];
    }
}
