namespace PsyCare.Gateway.Rights;

/// <summary>
/// A stream that goes on only while it may: a player keeps its download open for minutes, and what was taken back meanwhile must end within
/// a second. Not for two threads at once.
/// </summary>
/// <param name="inner">What is read; disposed with this.</param>
/// <param name="check">Throws where it may no longer be read.</param>
/// <param name="time">The clock.</param>
internal sealed class GuardedStream(Stream inner, Func<Task> check, TimeProvider time) : Stream
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);
    private long _checked = time.GetTimestamp();

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (time.GetElapsedTime(_checked) >= CheckEvery)
        {
            await check();
            _checked = time.GetTimestamp();
        }

        return await inner.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not supported: the check takes a grain call.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
