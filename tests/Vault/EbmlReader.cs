using System.Buffers.Binary;

namespace PsyCare.Vault.Tests;

/// <summary>One EBML element, read by a parser that shares nothing with the writer.</summary>
internal sealed record EbmlElement(ulong Id, long Start, long ContentStart, byte[] Content)
{
    private static readonly HashSet<ulong> Masters =
        [0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0, 0xE1, 0x1C53BB6B, 0xBB, 0xB7, 0x1F43B675];

    public IReadOnlyList<EbmlElement> Children { get; } = Masters.Contains(Id) ? Parse(Content, ContentStart) : [];

    public EbmlElement this[ulong id] => Children.Single(child => child.Id == id);

    public ulong Number => Content.Aggregate(0UL, (value, next) => (value << 8) | next);

    public double Float => BinaryPrimitives.ReadDoubleBigEndian(Content);

    public IEnumerable<EbmlElement> All(ulong id) => Children.Where(child => child.Id == id);

    public static IReadOnlyList<EbmlElement> Parse(byte[] bytes, long offset = 0)
    {
        var elements = new List<EbmlElement>();
        var at = 0;
        while (at < bytes.Length)
        {
            var start = at;
            var id = Vint(bytes, ref at, keepMarker: true);
            var size = checked((int)Vint(bytes, ref at, keepMarker: false));
            elements.Add(new EbmlElement(id, offset + start, offset + at, bytes[at..(at + size)]));
            at += size;
        }

        return elements;
    }

    private static ulong Vint(byte[] bytes, ref int at, bool keepMarker)
    {
        var width = 1;
        while ((bytes[at] & (0x100 >> width)) == 0)
        {
            width++;
        }

        ulong value = keepMarker ? bytes[at] : (byte)(bytes[at] & (0xFF >> width));
        for (var i = 1; i < width; i++)
        {
            value = (value << 8) | bytes[at + i];
        }

        at += width;
        return value;
    }
}

/// <summary>A SimpleBlock.</summary>
internal sealed record Block(int Track, long AtMs, bool IsKeyframe, byte[] Data);

/// <summary>What a WebM file says.</summary>
internal sealed class WebmFile
{
    public WebmFile(byte[] bytes)
    {
        var top = EbmlElement.Parse(bytes);
        Assert.Equal([0x1A45DFA3UL, 0x18538067UL], top.Select(element => element.Id));
        Segment = top[1];
        Clusters = [.. Segment.All(0x1F43B675)];
        Blocks = [.. Clusters.SelectMany(BlocksOf)];
    }

    public EbmlElement Segment { get; }

    public IReadOnlyList<EbmlElement> Clusters { get; }

    public IReadOnlyList<Block> Blocks { get; }

    public IReadOnlyList<EbmlElement> Tracks => [.. Segment[0x1654AE6B].Children];

    public double DurationMs => Segment[0x1549A966][0x4489].Float;

    public IReadOnlyList<(long AtMs, int Track, EbmlElement Cluster)> Cues =>
    [
        .. Segment[0x1C53BB6B].Children.Select(point => (
            (long)point[0xB3].Number,
            (int)point[0xB7][0xF7].Number,
            Clusters.Single(cluster => cluster.Start == Segment.ContentStart + (long)point[0xB7][0xF1].Number)))
    ];

    public static IEnumerable<Block> BlocksOf(EbmlElement cluster)
    {
        var start = (long)cluster[0xE7].Number;
        return cluster.All(0xA3).Select(block => new Block(
            block.Content[0] & 0x7F,
            start + BinaryPrimitives.ReadInt16BigEndian(block.Content.AsSpan(1)),
            (block.Content[3] & 0x80) != 0,
            block.Content[4..]));
    }
}
