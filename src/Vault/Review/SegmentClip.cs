using PsyCare.Domain.Media;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Review;

/// <summary>
/// A part of a segment and nothing else of it: no sound and no picture from before <c>fromMs</c> or from <c>toMs</c> on is in any byte
/// of it. Pictures begin at the first key frame within; whoever shares a clip starts it at one (<see cref="RecordingVault.KeyframeBeforeAsync"/>).
/// Clusters that reach over an end are built anew without what is outside, the others pass with their time moved to the clip's.
/// </summary>
internal sealed class SegmentClip : IClusterSource
{
    private readonly SealedFileReader _file;
    private readonly long _fromMs;
    private readonly long _toMs;
    private readonly List<ChunkEntry> _clusters = [];

    // Beside each cluster: which chunk it is, or its content where it was built anew.
    private readonly List<(int Chunk, byte[]? Content)> _sources = [];
    private bool _picturesBegun;

    // As the last key frame before had it: the blocks of a cluster do not say.
    private VideoFormat _format;

    private SegmentClip(SealedFileReader file, long fromMs, long toMs)
    {
        _file = file;
        _fromMs = fromMs;
        _toMs = toMs;
    }

    public IReadOnlyList<ChunkEntry> Clusters => _clusters;

    /// <summary>Finds the part of a segment, which is then owned.</summary>
    public static async ValueTask<SegmentClip> OfAsync(SealedFileReader file, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var clip = new SegmentClip(file, fromMs, toMs);
        for (var i = 0; i < file.Chunks.Count; i++)
        {
            await clip.EnterAsync(i, file.Chunks[i], cancellationToken).ConfigureAwait(false);
        }

        return clip;
    }

    public async ValueTask<byte[]> ReadAsync(int index, CancellationToken cancellationToken)
    {
        var (chunk, content) = _sources[index];
        if (content is not null)
        {
            return [.. content];
        }

        var cluster = await _file.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
        ClusterReader.Shift(cluster, -_fromMs);
        return cluster;
    }

    public void Dispose() => _file.Dispose();

    private async ValueTask EnterAsync(int index, ChunkEntry chunk, CancellationToken cancellationToken)
    {
        var info = chunk.Header.Info;
        if (info.Flags.HasFlag(ChunkFlags.Avc | ChunkFlags.Keyframe))
        {
            _format = new VideoFormat(VideoCodec.H264, info.Width, info.Height);
        }

        var endMs = info.FirstMs + info.DurationMs;
        if (endMs <= _fromMs || info.FirstMs >= _toMs)
        {
            return;
        }

        var decodes = _picturesBegun || info.Flags.HasFlag(ChunkFlags.Keyframe) || !info.Flags.HasFlag(ChunkFlags.Video);
        if (info.FirstMs < _fromMs || endMs > _toMs || !decodes)
        {
            Cut(await _file.ReadAsync(index, cancellationToken).ConfigureAwait(false));
            return;
        }

        _picturesBegun |= info.Flags.HasFlag(ChunkFlags.Keyframe);
        _clusters.Add(chunk with { Header = chunk.Header with { Info = info with { FirstMs = info.FirstMs - _fromMs } } });
        _sources.Add((index, null));
    }

    /// <summary>Keeps of a cluster what lies within. The first key frame begins a cluster of its own, so that a cue can point at it.</summary>
    private void Cut(byte[] cluster)
    {
        var kept = new ClusterBuilder();
        foreach (var block in ClusterReader.Blocks(cluster))
        {
            if (block.AtMs < _fromMs || block.AtMs >= _toMs || (block.Kind == MediaKind.Video && !_picturesBegun && !block.IsKeyframe))
            {
                continue;
            }

            if (block.Kind == MediaKind.Video && !_picturesBegun)
            {
                Keep(kept);
                _picturesBegun = true;
            }

            kept.Add(block.Kind, block.AtMs - _fromMs, block.IsKeyframe, block.Data.Span, _format);
        }

        Keep(kept);
    }

    private void Keep(ClusterBuilder cluster)
    {
        if (cluster.IsEmpty)
        {
            return;
        }

        var content = cluster.Finish().ToArray();
        _clusters.Add(new ChunkEntry(new ChunkHeader((uint)_clusters.Count, content.Length, 0, cluster.Info), BodyAt: 0, HeadTag: default));
        _sources.Add((0, content));
        cluster.Clear();
    }
}
