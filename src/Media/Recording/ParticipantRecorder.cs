using PsyCare.Domain.Media;
using PsyCare.Rtc.Rtp;
using MediaKind = PsyCare.Domain.Media.MediaKind;

namespace PsyCare.Media.Recording;

/// <summary>
/// Records one peer connection: segments that begin with the first sound or keyframe, frames placed on the session clock. Called under
/// the server's lock.
/// </summary>
internal sealed class ParticipantRecorder(string sessionId, ParticipantRole participant, RecordingContext context)
{
    private static readonly TimeSpan KeyframeInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly RtpClock _audioClock = new(48_000);
    private readonly RtpClock _videoClock = new(90_000);
    private Segment? _segment;
    private TimeSpan _retryAt;
    private TimeSpan _keyframeAt;
    private long _segmentStartMs;
    private long _lastAudioMs;
    private long _lastVideoMs;
    private bool _needsKeyframe = true;

    /// <summary>Records an Opus packet.</summary>
    internal void OnAudio(in OpusFrame packet, double arrivalMs, TimeSpan now)
    {
        var atMs = AtMs(_audioClock, packet.Ssrc, packet.Timestamp, arrivalMs, _lastAudioMs);
        if (TryGetSegment(atMs, now) is { } segment
            && segment.TryWrite(new MediaFrame(MediaKind.Audio, atMs, IsKeyframe: true, packet.Data.ToArray())))
            _lastAudioMs = atMs;
    }

    /// <summary>Records a picture. After a frame that was not recorded only a keyframe is.</summary>
    internal void OnVideo(in VideoFrame frame, byte[] data, VideoFormat format, double arrivalMs, TimeSpan now)
    {
        var atMs = AtMs(_videoClock, frame.Ssrc, frame.Timestamp, arrivalMs, _lastVideoMs);
        if (!frame.IsKeyframe && _needsKeyframe)
            return;
        if (TryGetSegment(atMs, now) is not { } segment || (!frame.IsKeyframe && _needsKeyframe))
            return;
        _needsKeyframe = !segment.TryWrite(new MediaFrame(MediaKind.Video, atMs, frame.IsKeyframe, data, format));
        if (_needsKeyframe)
            return;
        _lastVideoMs = atMs;
        if (frame.IsKeyframe)
            _keyframeAt = now;
    }

    /// <summary>Whether to ask for a keyframe: none yet in this segment, or the last one is long ago and seeking would suffer.</summary>
    internal bool WantsKeyframe(TimeSpan now) => now >= _retryAt && (_needsKeyframe || now - _keyframeAt >= KeyframeInterval);

    /// <summary>Finishes the segment, if one is open; frames after this begin a new one.</summary>
    internal void Stop()
    {
        _segment?.Finish();
        _segment = null;
        _needsKeyframe = true;
    }

    // Time never runs backwards on a track, nor before its segment.
    private long AtMs(RtpClock clock, uint ssrc, long timestamp, double arrivalMs, long lastMs) =>
        Math.Max(Math.Max(lastMs, _segmentStartMs), (long)Math.Round(clock.ToSessionMs(ssrc, timestamp, arrivalMs)));

    private Segment? TryGetSegment(long atMs, TimeSpan now)
    {
        if (_segment is { HasFailed: true })
        {
            Stop();
            _retryAt = now + RetryAfter;
        }

        if (_segment is null && now >= _retryAt)
        {
            _segment = context.Open(sessionId, participant, atMs);
            _segmentStartMs = atMs;
            _needsKeyframe = true;
        }

        return _segment;
    }
}
