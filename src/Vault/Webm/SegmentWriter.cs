using System.Threading.Channels;
using PsyCare.Domain.Media;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Webm;

/// <summary>
/// Records one segment: frames in, sealed WebM clusters of up to 1.5 s out, each durable before the next begins. One task of its own
/// does the work; the media path only ever puts a frame into a bounded buffer.
/// </summary>
internal sealed class SegmentWriter : IVaultSegmentWriter
{
    // A store may stand still for a minute: at 75 frames/s and 1 Mbps that is 4,500 frames and 8 MB.
    private const int MaxBufferedFrames = 8192;
    private const int MaxBufferedBytes = 16 << 20;
    private const int MaxFrameBytes = 2 << 20;
    private const long Idle = long.MinValue;

    private readonly Channel<MediaFrame> _frames = Channel.CreateBounded<MediaFrame>(
        new BoundedChannelOptions(MaxBufferedFrames) { SingleReader = true });

    private readonly FrameInterleaver _interleaver = new();
    private readonly BufferBudget _budget;
    private readonly TimeProvider _time;
    private readonly long _startMs;
    private int _bufferedBytes;
    private long _storingSince = Idle;
    private volatile SealedExtent _extent = SealedExtent.None;

    /// <param name="open">Makes the file; called once, on the writer's task.</param>
    /// <param name="startMs">Session clock at the file's time zero, milliseconds.</param>
    /// <param name="budget">Shared by all writers: how much they may hold together.</param>
    /// <param name="time">Tells how long the store takes.</param>
    public SegmentWriter(Func<ValueTask<SealedFileWriter>> open, long startMs, BufferBudget budget, TimeProvider time)
    {
        _startMs = startMs;
        _budget = budget;
        _time = time;
        Completion = Task.Run(() => RunAsync(open));
    }

    public Task Completion { get; }

    public SealedExtent Extent => _extent;

    public TimeSpan StoringFor => Volatile.Read(ref _storingSince) is var since and not Idle ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    public bool TryWrite(in MediaFrame frame)
    {
        var bytes = frame.Data.Length;
        if (bytes is 0 or > MaxFrameBytes)
        {
            return false;
        }

        if (!_budget.TryTake(bytes))
        {
            return false;
        }

        if (Interlocked.Add(ref _bufferedBytes, bytes) <= MaxBufferedBytes && _frames.Writer.TryWrite(frame))
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    /// <summary>Finishes the segment. A failure shows in <see cref="Completion"/>, not here.</summary>
    public async ValueTask DisposeAsync()
    {
        _frames.Writer.TryComplete();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Func<ValueTask<SealedFileWriter>> open)
    {
        try
        {
            using var file = await TimedAsync(open).ConfigureAwait(false);
            var clusters = new ClusterCutter(_startMs);
            while (await _frames.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                await TakeAsync(file, clusters).ConfigureAwait(false);
            }

            await DrainAsync(file, clusters, flush: true).ConfigureAwait(false);
            await SealAsync(file, clusters).ConfigureAwait(false);
            await TimedAsync(() => file.EndAsync(clusters.EndMs)).ConfigureAwait(false);
            _extent = file.FinishedExtent;
        }
        finally
        {
            // After a failure nothing more is accepted, and nobody takes what waits.
            _frames.Writer.TryComplete();
            while (_frames.Reader.TryRead(out var frame))
            {
                Return(frame.Data.Length);
            }
        }
    }

    private async Task TakeAsync(SealedFileWriter file, ClusterCutter clusters)
    {
        while (_frames.Reader.TryRead(out var frame))
        {
            Return(frame.Data.Length);
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
            await TimedAsync(() => file.AppendAsync(clusters.Info, clusters.Finish())).ConfigureAwait(false);
            _extent = file.Extent;
            clusters.Clear();
        }
    }

    private async ValueTask<T> TimedAsync<T>(Func<ValueTask<T>> store)
    {
        Volatile.Write(ref _storingSince, _time.GetTimestamp());
        try
        {
            return await store().ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _storingSince, Idle);
        }
    }

    private void Return(int bytes)
    {
        Interlocked.Add(ref _bufferedBytes, -bytes);
        _budget.Return(bytes);
    }
}
