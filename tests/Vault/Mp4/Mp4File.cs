using System.Buffers.Binary;
using System.Text;

namespace PsyCare.Vault.Tests.Mp4;

/// <summary>A sample of a track, milliseconds from the file's start.</summary>
internal sealed record Mp4Sample(uint Track, double AtMs, bool IsSync, byte[] Data);

/// <summary>A part of the file by its index.</summary>
internal sealed record Mp4Reference(long At, int Length, long AtMs, bool StartsWithSync);

/// <summary>Reads a fragmented MP4 file as a player does that trusts nothing: every box must lie within its parent and fill it.</summary>
internal sealed class Mp4File
{
    private static readonly string[] Parents = ["moov", "trak", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf"];
    private readonly byte[] _bytes;
    private readonly List<(string Path, int At, int Length)> _boxes = [];

    public Mp4File(byte[] bytes)
    {
        _bytes = bytes;
        Walk("", 0, bytes.Length);
        ReadIndex();
        ReadSamples();
    }

    /// <summary>Types of the boxes of the file itself.</summary>
    public IEnumerable<string> Top => _boxes.Where(b => !b.Path.Contains('/', StringComparison.Ordinal)).Select(b => b.Path);

    public List<Mp4Sample> Samples { get; } = [];

    public List<Mp4Reference> Index { get; } = [];

    public uint DurationMs => U32(Box("moov/mvex/mehd").At + 4);

    /// <summary>The content of the first box with that path.</summary>
    public ReadOnlySpan<byte> Content(string path) => _bytes.AsSpan(Box(path).At, Box(path).Length);

    private (string Path, int At, int Length) Box(string path) => _boxes.First(b => b.Path == path);

    private void Walk(string parent, int from, int to)
    {
        for (var at = from; at < to;)
        {
            var length = (int)U32(at);
            Assert.InRange(length, 8, to - at);
            var path = (parent.Length == 0 ? "" : parent + "/") + Type(at);
            _boxes.Add((path, at + 8, length - 8));
            if (Parents.Contains(Type(at)))
            {
                Walk(path, at + 8, at + length);
            }

            at += length;
        }
    }

    private void ReadIndex()
    {
        var (_, at, length) = Box("sidx");
        var count = BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at + 30));
        var (position, ms) = ((long)at + length, (long)BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(at + 12)));
        for (var i = 0; i < count; i++)
        {
            var entry = at + 32 + (12 * i);
            Index.Add(new Mp4Reference(position, (int)U32(entry), ms, U32(entry + 8) == 0x9000_0000));
            Assert.Equal("moof", Type((int)position));
            (position, ms) = (position + U32(entry), ms + U32(entry + 4));
        }

        Assert.Equal(_bytes.Length, position);
    }

    private void ReadSamples()
    {
        var moof = 0;
        uint track = 0, others = 0;
        double at = 0;
        foreach (var (path, start, _) in _boxes)
        {
            switch (path)
            {
                case "moof":
                    moof = start - 8;
                    break;
                case "moof/traf/tfhd":
                    (track, others) = (U32(start + 4), U32(start + 8));
                    break;
                case "moof/traf/tfdt":
                    at = BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(start + 4));
                    break;
                case "moof/traf/trun":
                    ReadRun(start, moof, track, others, at);
                    break;
            }
        }
    }

    private void ReadRun(int start, int moof, uint track, uint others, double at)
    {
        var ticks = track == 1 ? 1.0 : 48;
        var data = moof + (int)U32(start + 8);
        for (var i = 0; i < U32(start + 4); i++)
        {
            var entry = start + 16 + (8 * i);
            var flags = i == 0 ? U32(start + 12) : others;
            Samples.Add(new Mp4Sample(track, at / ticks, (flags & 0x0001_0000) == 0, _bytes.AsSpan(data, (int)U32(entry + 4)).ToArray()));
            (at, data) = (at + U32(entry), data + (int)U32(entry + 4));
        }
    }

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(at));

    private string Type(int at) => Encoding.ASCII.GetString(_bytes, at + 4, 4);
}
