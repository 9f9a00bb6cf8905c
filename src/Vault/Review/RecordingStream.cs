using System.Security.Cryptography;
using PsyCare.Vault.Mp4;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Review;

/// <summary>
/// A segment as an ordinary, seekable file that exists nowhere, WebM where the pictures are VP8, MP4 where they are H.264: laid out from the chunks' headers, each cluster decrypted when it is
/// read. Serve it with HTTP ranges and a <c>video</c> element seeks by itself. A recording that is still being written, or was cut by a
/// crash, shows what is on disk when the stream opens. Not for two threads at once.
/// </summary>
public sealed class RecordingStream : Stream
{
    private readonly IClusterSource _source;
    private readonly FileLayout _layout;
    private readonly ClusterCache _clusters;
    private long _position;

    private RecordingStream(IClusterSource source, byte[] head, string mediaType)
    {
        _source = source;
        _layout = new FileLayout(head, source.Clusters);
        _clusters = new ClusterCache(source);
        MediaType = mediaType;
    }

    /// <summary>The media type of a segment with VP8, or with sound alone.</summary>
    public const string Webm = "video/webm";

    /// <summary>The media type of a segment with H.264.</summary>
    public const string Mp4 = "video/mp4";

    /// <summary>The media type to serve it with: <see cref="Webm"/> or <see cref="Mp4"/>.</summary>
    public string MediaType { get; }

    /// <summary>The ending of a file's name that goes with it, with its dot.</summary>
    public string Extension => MediaType == Mp4 ? ".mp4" : ".webm";

    /// <summary>Lays a file out over a source, which is then owned.</summary>
    /// <exception cref="SealBrokenException">The cluster that says how to decode the pictures was altered.</exception>
    internal static async ValueTask<RecordingStream> OpenAsync(IClusterSource source, CancellationToken cancellationToken)
    {
        var chunks = source.Clusters;
        var first = Enumerable.Range(0, chunks.Count).FirstOrDefault(i => chunks[i].Header.Info.Flags.HasFlag(ChunkFlags.Avc | ChunkFlags.Keyframe), -1);
        if (first < 0)
        {
            return new RecordingStream(source, WebmHead.Write(chunks), Webm);
        }

        var cluster = await source.ReadAsync(first, cancellationToken).ConfigureAwait(false);
        if (!AvcConfiguration.TryRead(ClusterReader.Blocks(cluster).First().Data.Span, out var configuration))
        {
            throw new SealBrokenException("A key frame has no parameter sets.");
        }

        CryptographicOperations.ZeroMemory(cluster);
        var fragments = new Mp4Fragments(source);
        return new RecordingStream(fragments, Mp4Head.Write(fragments.Clusters, configuration), Mp4);
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => true;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => _layout.Length;

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc />
    /// <exception cref="SealBrokenException">The cluster at this position was altered.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        var source = _position < _layout.Head.Length
            ? _layout.Head.AsMemory((int)_position)
            : await ClusterFromAsync(_position, cancellationToken).ConfigureAwait(false);
        var count = Math.Min(source.Length, buffer.Length);
        source[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <summary>Waits for the store, unlike <see cref="ReadAsync(Memory{byte}, CancellationToken)"/>, which whoever serves many uses.</summary>
    /// <exception cref="SealBrokenException">The cluster at this position was altered.</exception>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <summary>Not supported: a recording is never changed.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported: a recording is never changed.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _clusters.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ClusterFromAsync(long position, CancellationToken cancellationToken)
    {
        var (cluster, start) = _layout.Locate(position);
        return (await _clusters.GetAsync(cluster, cancellationToken).ConfigureAwait(false)).AsMemory((int)(position - start));
    }
}
