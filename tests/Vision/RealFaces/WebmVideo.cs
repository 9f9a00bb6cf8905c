using PsyCare.Domain.Media;

namespace PsyCare.Vision.Tests.RealFaces;

/// <summary>Reads the VP8 frames of a WebM file (RFC 9559) of one track, in clusters of simple blocks: what the two clips are.</summary>
internal static class WebmVideo
{
    private const uint Segment = 0x18538067;
    private const uint Cluster = 0x1F43B675;
    private const uint Timestamp = 0xE7;
    private const uint SimpleBlock = 0xA3;
    private const int BlockHeader = 4;
    private const int TicksPerMs = 90;

    /// <summary>All frames, with their times in milliseconds (the files' scale) on both clocks.</summary>
    public static IReadOnlyList<EncodedFrame> ReadFrames(string path)
    {
        var frames = new List<EncodedFrame>();
        Read(File.ReadAllBytes(path), frames);
        return frames;
    }

    private static void Read(ReadOnlySpan<byte> elements, List<EncodedFrame> frames)
    {
        var clusterAt = 0L;
        while (!elements.IsEmpty)
        {
            var id = (uint)Number(ref elements, keepsMarker: true);
            var size = (int)Number(ref elements, keepsMarker: false);
            var content = elements[..size];
            elements = elements[size..];
            if (id is Segment or Cluster)
                Read(content, frames);
            else if (id == Timestamp)
                clusterAt = BigEndian(content);
            else if (id == SimpleBlock)
                frames.Add(Frame(content, clusterAt));
        }
    }

    /// <summary>A block: the track's number (one byte), time since the cluster's, flags, then the frame, whose first bit says whether it is no key frame.</summary>
    private static EncodedFrame Frame(ReadOnlySpan<byte> block, long clusterAt)
    {
        var at = clusterAt + (short)BigEndian(block[1..3]);
        var data = block[BlockHeader..].ToArray();
        return new(data, (uint)(at * TicksPerMs), (data[0] & 1) == 0, at);
    }

    /// <summary>A number of one to eight bytes, whose leading zeros say how many.</summary>
    private static long Number(ref ReadOnlySpan<byte> bytes, bool keepsMarker)
    {
        var length = byte.LeadingZeroCount(bytes[0]) + 1;
        var value = BigEndian(bytes[..length]);
        bytes = bytes[length..];
        return keepsMarker ? value : value & ~(1L << (7 * length));
    }

    private static long BigEndian(ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        foreach (var one in bytes)
            value = (value << 8) | one;
        return value;
    }
}
