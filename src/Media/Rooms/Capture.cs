using PsyCare.Domain.Media;
using PsyCare.Media.Recording;
using PsyCare.Rtc;
using PsyCare.Rtc.Rtp;
using RtcCodec = PsyCare.Rtc.VideoCodec;
using RtcKind = PsyCare.Rtc.MediaKind;
using VideoCodec = PsyCare.Domain.Media.VideoCodec;

namespace PsyCare.Media.Rooms;

/// <summary>
/// What is kept of one participant's media: the sound and the best picture that flows for the recorder, the base layer of the patient's
/// smallest picture for the tap, each only while the policy in force allows it. Called under the server's lock.
/// </summary>
internal sealed class Capture : IDisposable
{
    private readonly RoomState _room;
    private readonly ParticipantRole _who;
    private readonly ParticipantRecorder _recorder;
    private readonly IFrameTap _tap;
    private readonly MediaCounters _counters;
    private readonly LayerFrames _video = new();
    private readonly LayerFrames.FrameHandler _onFrame;
    private OpusReorderer _audio = new();
    private IncomingSource? _recorded;
    private IncomingSource? _tapped;
    private bool _wasActive;

    internal Capture(RoomState room, ParticipantRole who, ParticipantRecorder recorder, IFrameTap tap, MediaCounters counters)
    {
        (_room, _who, _recorder, _tap, _counters) = (room, who, recorder, tap, counters);
        _onFrame = OnFrame;
    }

    private bool Taps => _room.IsAnalysing && _who == ParticipantRole.Patient;

    private bool IsActive => _room.IsRecording || Taps;

    /// <summary>Whether something here cannot go on without a keyframe of this layer, or would profit from one.</summary>
    internal bool WantsKeyframe(IncomingSource layer, TimeSpan now)
    {
        var layers = layer.Peer.VideoLayers;
        var records = _room.IsRecording && layer == (LayerFrames.Best(layers) ?? layer);
        var taps = Taps && layer == (LayerFrames.Lowest(layers) ?? layer);
        return (records && (_recorded != layer || _recorder.WantsKeyframe(now)))
            || (taps && _tapped != layer)
            || ((records || taps) && _video.NeedsKeyframe(layer));
    }

    /// <summary>Follows the policy: what has become forbidden ends here and now, packets still being put in order included.</summary>
    internal void ApplyPolicy()
    {
        if (!_room.IsRecording)
        {
            _recorder.Stop();
            _recorded = null;
        }

        if (!Taps)
            _tapped = null;
        if (_wasActive != IsActive)
            Forget();
        _wasActive = IsActive;
    }

    internal void OnRtp(IncomingSource stream, in RtpPacket packet, TimeSpan now)
    {
        if (!IsActive)
            return;
        if (stream.Kind == RtcKind.Audio)
            OnSound(packet, now);
        else if (IsWanted(stream))
            _video.Push(stream, packet, now);
        TakeFrames(now);
    }

    /// <summary>Hands on the frames that are due, also those that waited for a packet in vain.</summary>
    internal void TakeFrames(TimeSpan now)
    {
        while (_room.IsRecording && _audio.TryTake(now, out var packet))
            _recorder.OnAudio(packet, _room.Clock!.ToMs(packet.ArrivedAt), now);
        if (IsActive)
            _video.Take(now, _onFrame);
    }

    public void Dispose()
    {
        _recorder.Stop();
        _audio.Dispose();
        _video.Dispose();
    }

    private void OnSound(in RtpPacket packet, TimeSpan now)
    {
        if (_room.IsRecording)
            _audio.Push(packet, now);
    }

    private void Forget()
    {
        _audio.Dispose();
        _video.Dispose();
        _audio = new OpusReorderer();
        (_recorded, _tapped) = (null, null);
    }

    /// <summary>A layer is put in order while it is recorded or tapped, or is to be from its next keyframe on.</summary>
    private bool IsWanted(IncomingSource stream)
    {
        var layers = stream.Peer.VideoLayers;
        return (_room.IsRecording && (stream == _recorded || stream == LayerFrames.Best(layers)))
            || (Taps && (stream == _tapped || stream == LayerFrames.Lowest(layers)));
    }

    // Recorder and tap share one copy; neither changes it.
    private void OnFrame(IncomingSource stream, in VideoFrame frame, TimeSpan now)
    {
        var layers = stream.Peer.VideoLayers;
        if (_room.IsRecording && frame.IsKeyframe && stream == LayerFrames.Best(layers))
            _recorded = stream;
        if (Taps && frame.IsKeyframe && stream == LayerFrames.Lowest(layers))
            _tapped = stream;
        var records = stream == _recorded;
        var taps = stream == _tapped && frame.TemporalId == 0;
        if (!records && !taps)
            return;
        var data = frame.Data.ToArray();
        var format = FormatOf(frame);
        if (records)
            _recorder.OnVideo(frame, data, format, _room.Clock!.ToMs(frame.ArrivedAt), now);
        if (!taps)
            return;
        _counters.FramesTapped++;
        var atMs = (long)_room.Clock!.ToMs(now);
        _tap.OnFrame(_room.SessionId, new EncodedFrame(data, unchecked((uint)frame.Timestamp), frame.IsKeyframe, atMs, format));
    }

    private static VideoFormat FormatOf(in VideoFrame frame)
    {
        if (frame.Codec == RtcCodec.Vp8)
            return default;
        frame.TryReadSize(out var width, out var height);
        return new VideoFormat(VideoCodec.H264, width, height);
    }
}
