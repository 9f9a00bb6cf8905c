using System.Threading.Channels;
using PsyCare.Domain.Media;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Webm;

/// <summary>
/// Records one segment: frames in, sealed WebM clusters of up to 1.5 s out, each on disk before the next begins. One task of its own
/// does the work; the media path only ever puts a frame into a bounded buffer.
/// </summary>
internal sealed class SegmentWriter : IVaultSegmentWriter
{
    private const int MaxBufferedFrames = 1024;
    private const int MaxBufferedBytes = 16 << 20;
    private const int MaxFrameBytes = 2 << 20;

    private readonly Channel<MediaFrame> _frames = Channel.CreateBounded<MediaFrame>(
        new BoundedChannelOptions(MaxBufferedFrames) { SingleReader = true });

    private readonly FrameInterleaver _interleaver = new();
    private readonly SemaphoreSlim _diskSlots;
    private readonly long _startMs;
    private int _bufferedBytes;
    private volatile SegmentExtent _extent = SegmentExtent.None;

    /// <param name="open">Makes the file; called once, on the writer's task.</param>
    /// <param name="startMs">Session clock at the file's time zero, milliseconds.</param>
    /// <param name="diskSlots">Shared by all writers: how many threads may wait for the disk at once.</param>
    public SegmentWriter(Func<SealedFileWriter> open, long startMs, SemaphoreSlim diskSlots)
    {
        _startMs = startMs;
        _diskSlots = diskSlots;
        Completion = Task.Run(() => RunAsync(open));
    }

    public Task Completion { get; }

    public SegmentExtent Extent => _extent;

    public bool TryWrite(in MediaFrame frame)
    {
        var bytes = frame.Data.Length;
        if (bytes is 0 or > MaxFrameBytes)
        {
            return false;
        }

        if (Interlocked.Add(ref _bufferedBytes, bytes) <= MaxBufferedBytes && _frames.Writer.TryWrite(frame))
        {
            return true;
        }

        Interlocked.Add(ref _bufferedBytes, -bytes);
        return false;
    }

    /// <summary>Finishes the segment. A failure shows in <see cref="Completion"/>, not here.</summary>
    public async ValueTask DisposeAsync()
    {
        _frames.Writer.TryComplete();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Func<SealedFileWriter> open)
    {
        try
        {
            using var file = await OnDiskAsync(open).ConfigureAwait(false);
            var clusters = new ClusterCutter(_startMs);
            while (await _frames.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                await TakeAsync(file, clusters).ConfigureAwait(false);
            }

            await DrainAsync(file, clusters, flush: true).ConfigureAwait(false);
            await SealAsync(file, clusters).ConfigureAwait(false);
            await OnDiskAsync(() => file.End(clusters.EndMs)).ConfigureAwait(false);
            // The end chunk is counted in the bytes alone.
            _extent = new SegmentExtent((int)file.NextCounter - 1, file.Length, Finished: true);
        }
        finally
        {
            // After a failure nothing more is accepted.
            _frames.Writer.TryComplete();
        }
    }

    private async Task TakeAsync(SealedFileWriter file, ClusterCutter clusters)
    {
        while (_frames.Reader.TryRead(out var frame))
        {
            Interlocked.Add(ref _bufferedBytes, -frame.Data.Length);
            _interleaver.Push(frame);
            await DrainAsync(file, clusters, flush: false).ConfigureAwait(false);
        }
    }

    private async Task DrainAsync(SealedFileWriter file, ClusterCutter clusters, bool flush)
    {
        while (_interleaver.TryPop(flush, out var frame))
        {
            if (clusters.MustCutBefore(frame))
            {
                await SealAsync(file, clusters).ConfigureAwait(false);
            }

            clusters.Add(frame);
        }
    }

    private async Task SealAsync(SealedFileWriter file, ClusterCutter clusters)
    {
        if (!clusters.IsEmpty)
        {
            await OnDiskAsync(() => file.Append(clusters.Info, clusters.Finish())).ConfigureAwait(false);
            _extent = new SegmentExtent((int)file.NextCounter, file.Length, Finished: false);
            clusters.Clear();
        }
    }

    // fsync has no asynchronous form; the slots keep a stalled disk from taking every thread of the pool, and the call with them.
    private async Task<T> OnDiskAsync<T>(Func<T> work)
    {
        await _diskSlots.WaitAsync().ConfigureAwait(false);
        try
        {
            return work();
        }
        finally
        {
            _diskSlots.Release();
        }
    }
}
