
namespace PsyCare.Vault.Review;

/// <summary>
/// A segment as an ordinary, seekable WebM file that exists nowhere: laid out from the chunks' headers, each cluster decrypted when it is
/// read. Serve it with HTTP ranges and a <c>video</c> element seeks by itself. A recording that is still being written, or was cut by a
/// crash, shows what is on disk when the stream opens. Not for two threads at once.
/// </summary>
public sealed class WebmRecordingStream : Stream
{
    private readonly IClusterSource _source;
    private readonly WebmLayout _layout;
    private readonly ClusterCache _clusters;
    private long _position;

    internal WebmRecordingStream(IClusterSource source)
    {
        _source = source;
        _layout = new WebmLayout(source.Clusters);
        _clusters = new ClusterCache(source);
    }

    /// <summary>The media type to serve it with.</summary>
    public static string MediaType => "video/webm";

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
