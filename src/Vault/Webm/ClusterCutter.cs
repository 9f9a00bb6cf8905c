using PsyCare.Domain.Media;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Webm;

/// <summary>
/// Decides where one cluster ends and the next begins: after 1.5 s, and at key frames, so that a cue can point at them. Takes
/// frames in order of time; moves them to the segment's own clock.
/// </summary>
internal sealed class ClusterCutter(long startMs)
{
    // With the interleaver's hold-back this bounds what a crash can take to less than two seconds.
    private const long ClusterMs = 1500;

    // A sender that is asked for many key frames must not make a chunk of each.
    private const long MinKeyframeGapMs = 500;
    private const int MaxClusterBytes = 4 << 20;

    private readonly ClusterBuilder _cluster = new();
    private long _lastKeyframeCutMs = long.MinValue / 2;
    private bool _videoDecodes;

    public bool IsEmpty => _cluster.IsEmpty;

    public ChunkInfo Info => _cluster.Info;

    /// <summary>End of everything added so far, milliseconds from the segment's start.</summary>
    public long EndMs { get; private set; }

    public bool MustCutBefore(in MediaFrame frame)
    {
        if (_cluster.IsEmpty)
        {
            return false;
        }

        var atMs = ToSegment(frame);
        return atMs - _cluster.StartMs >= ClusterMs
            || _cluster.Length + frame.Data.Length > MaxClusterBytes
            || (StartsVideo(frame) && atMs - _lastKeyframeCutMs >= MinKeyframeGapMs);
    }

    /// <summary>Adds a frame to the cluster. Video before the first key frame shows nothing and is left out.</summary>
    public void Add(in MediaFrame frame)
    {
        var isKeyframe = frame.Kind == MediaKind.Audio || StartsVideo(frame);
        _videoDecodes |= frame.Kind == MediaKind.Video && isKeyframe;
        if (frame.Kind == MediaKind.Video && !_videoDecodes)
        {
            return;
        }

        var atMs = ToSegment(frame);
        if (_cluster.IsEmpty && frame.Kind == MediaKind.Video && isKeyframe)
        {
            _lastKeyframeCutMs = atMs;
        }

        _cluster.Add(frame.Kind, atMs, isKeyframe, frame.Data.Span, frame.Format);
        EndMs = _cluster.Info.FirstMs + _cluster.Info.DurationMs;
    }

    public ReadOnlyMemory<byte> Finish() => _cluster.Finish();

    public void Clear() => _cluster.Clear();

    private static bool StartsVideo(in MediaFrame frame) =>
        frame.Kind == MediaKind.Video && frame.IsKeyframe && Keyframe.TryReadSize(frame.Format, frame.Data.Span, out _, out _);

    private long ToSegment(in MediaFrame frame) => Math.Max(0, frame.AtMs - startMs);
}
