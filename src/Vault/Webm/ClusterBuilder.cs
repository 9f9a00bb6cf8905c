using System.Buffers.Binary;
using PsyCare.Domain.Media;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Webm;

/// <summary>Builds one Matroska cluster (RFC 9559, 5.1.3) of SimpleBlocks in memory; reused for the next.</summary>
internal sealed class ClusterBuilder
{
    /// <summary>A block's time is a signed 16-bit offset from its cluster's.</summary>
    public const long MaxSpanMs = short.MaxValue;

    public const byte VideoTrack = 1;
    public const byte AudioTrack = 2;

    // Cluster id(4) size(8) | Timestamp id(1) size(1) value(8)
    private const int HeaderSize = 22;
    private const int SizeAt = 4;
    private const int TimestampAt = 12;

    // SimpleBlock id(1) size(4) | track(1) time(2) flags(1)
    private const int BlockHeaderSize = 9;
    private const byte KeyframeFlag = 0x80;

    private byte[] _buffer = new byte[64 * 1024];
    private int _length = HeaderSize;
    private ChunkFlags _flags;
    private ushort _width;
    private ushort _height;
    private long _endMs;

    public bool IsEmpty => _flags == ChunkFlags.None;

    public bool HasVideo => _flags.HasFlag(ChunkFlags.Video);

    public int Length => _length;

    /// <summary>Time of the first block, milliseconds from the file's start.</summary>
    public long StartMs { get; private set; }

    /// <summary>What the cluster so far holds.</summary>
    public ChunkInfo Info => new(StartMs, (uint)(_endMs - StartMs), _flags, _width, _height);

    /// <summary>Adds a block. Its time is not before the one added last, nor more than <see cref="MaxSpanMs"/> after the first.</summary>
    public void Add(MediaKind kind, long atMs, bool isKeyframe, ReadOnlySpan<byte> data, VideoFormat format)
    {
        if (IsEmpty)
        {
            Begin(atMs, kind, isKeyframe, data, format);
        }

        Reserve(BlockHeaderSize + data.Length);
        var block = _buffer.AsSpan(_length);
        block[0] = (byte)WebmId.SimpleBlock;
        BinaryPrimitives.WriteUInt32BigEndian(block[1..], (uint)(data.Length + 4) | 0x1000_0000);
        block[5] = (byte)(0x80 | TrackOf(kind));
        BinaryPrimitives.WriteInt16BigEndian(block[6..], checked((short)(atMs - StartMs)));
        block[8] = isKeyframe ? KeyframeFlag : (byte)0;
        data.CopyTo(block[BlockHeaderSize..]);
        _length += BlockHeaderSize + data.Length;
        _flags |= FlagsOf(kind, format);
        _endMs = Math.Max(_endMs, atMs + (kind == MediaKind.Video ? Vp8.FrameMs : Opus.PacketMs));
    }

    /// <summary>The whole cluster; valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer, WebmId.Cluster);
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.AsSpan(SizeAt), (uint)(_length - TimestampAt) | (1UL << 56));
        _buffer[TimestampAt] = (byte)WebmId.Timestamp;
        _buffer[TimestampAt + 1] = 0x80 | sizeof(long);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(TimestampAt + 2), StartMs);
        return _buffer.AsMemory(0, _length);
    }

    /// <summary>Overwrites the cluster and begins anew.</summary>
    public void Clear()
    {
        _buffer.AsSpan(0, _length).Clear();
        _length = HeaderSize;
        _flags = ChunkFlags.None;
        (_width, _height, _endMs) = (0, 0, 0);
    }

    private static byte TrackOf(MediaKind kind) => kind == MediaKind.Video ? VideoTrack : AudioTrack;

    private static ChunkFlags FlagsOf(MediaKind kind, VideoFormat format) => kind == MediaKind.Audio
        ? ChunkFlags.Audio
        : ChunkFlags.Video | (format.Codec == VideoCodec.H264 ? ChunkFlags.Avc : ChunkFlags.None);

    private void Begin(long atMs, MediaKind kind, bool isKeyframe, ReadOnlySpan<byte> data, VideoFormat format)
    {
        StartMs = atMs;
        if (kind == MediaKind.Video && isKeyframe && Keyframe.TryReadSize(format, data, out _width, out _height))
        {
            _flags = ChunkFlags.Keyframe;
        }
    }

    private void Reserve(int bytes)
    {
        if (_length + bytes > _buffer.Length)
        {
            var grown = new byte[Math.Max(_buffer.Length * 2, _length + bytes)];
            _buffer.AsSpan(0, _length).CopyTo(grown);
            _buffer = grown;
        }
    }
}
