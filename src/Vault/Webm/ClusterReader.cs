using System.Buffers.Binary;
using PsyCare.Domain.Media;

namespace PsyCare.Vault.Webm;

/// <summary>One SimpleBlock of a cluster.</summary>
/// <param name="Kind">Sound or picture.</param>
/// <param name="AtMs">Milliseconds from the file's start.</param>
/// <param name="IsKeyframe">Whether a picture decodes on its own; true for sound.</param>
/// <param name="Data">The frame.</param>
internal readonly record struct ClusterBlock(MediaKind Kind, long AtMs, bool IsKeyframe, ReadOnlyMemory<byte> Data);

/// <summary>Reads clusters as <see cref="ClusterBuilder"/> writes them, and as no other writer might.</summary>
internal static class ClusterReader
{
    /// <summary>What lies before the blocks: cluster id(4) size(8) | Timestamp id(1) size(1) value(8).</summary>
    public const int HeaderSize = 22;

    private const int TimestampValueAt = 14;
    private const int BlocksAt = HeaderSize;

    // SimpleBlock id(1) size(4) | track(1) time(2) flags(1)
    private const int BlockHeaderSize = 9;
    private const byte KeyframeFlag = 0x80;

    /// <summary>Moves a whole cluster in time.</summary>
    public static void Shift(Span<byte> cluster, long byMs)
    {
        var timestamp = cluster[TimestampValueAt..];
        BinaryPrimitives.WriteInt64BigEndian(timestamp, BinaryPrimitives.ReadInt64BigEndian(timestamp) + byMs);
    }

    /// <summary>The blocks, in order.</summary>
    /// <exception cref="SealBrokenException">Not a cluster of ours.</exception>
    public static IEnumerable<ClusterBlock> Blocks(ReadOnlyMemory<byte> cluster)
    {
        var startMs = BinaryPrimitives.ReadInt64BigEndian(cluster.Span[TimestampValueAt..]);
        for (var at = BlocksAt; at < cluster.Length;)
        {
            var (block, next) = Block(cluster, at, startMs);
            yield return block;
            at = next;
        }
    }

    private static (ClusterBlock Block, int Next) Block(ReadOnlyMemory<byte> cluster, int at, long startMs)
    {
        var bytes = cluster.Span[at..];
        if (bytes.Length < BlockHeaderSize || bytes[0] != WebmId.SimpleBlock)
        {
            throw new SealBrokenException("A cluster holds something other than blocks.");
        }

        var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) & 0x0FFF_FFFF) - 4;
        if (length < 0 || length > bytes.Length - BlockHeaderSize)
        {
            throw new SealBrokenException("A block is longer than its cluster.");
        }

        var kind = (bytes[5] & 0x7F) == ClusterBuilder.VideoTrack ? MediaKind.Video : MediaKind.Audio;
        var atMs = startMs + BinaryPrimitives.ReadInt16BigEndian(bytes[6..]);
        var data = cluster.Slice(at + BlockHeaderSize, length);
        return (new ClusterBlock(kind, atMs, (bytes[8] & KeyframeFlag) != 0, data), at + BlockHeaderSize + length);
    }
}
