using PsyCare.Domain.Media;
using PsyCare.Media.Recording;
using PsyCare.Media.Rooms;
using PsyCare.Rtc.Rtp;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.SipSorcery;

/// <summary>
/// What is kept of one participant's media while the policy allows it: sound and picture for the recorder, the base layer of the patient's
/// picture for the tap. Without simulcast there is one picture. Called under the endpoint's lock.
/// </summary>
internal sealed class SipSorceryCapture(RoomState room, ParticipantRole who, ParticipantRecorder recorder, IFrameTap tap, MediaCounters counters)
    : IDisposable
{
    private OpusReorderer _audio = new();
    private Vp8FrameAssembler _video = new();
    private bool _taps;
    private bool _wasActive;

    private bool MayTap => room.IsAnalysing && who == ParticipantRole.Patient;

    private bool IsActive => room.IsRecording || MayTap;

    /// <summary>Whether something here cannot go on without a keyframe, or would profit from one.</summary>
    internal bool WantsKeyframe(TimeSpan now) =>
        (room.IsRecording && recorder.WantsKeyframe(now)) || (MayTap && !_taps) || (IsActive && _video.NeedsKeyframe);

    /// <summary>Follows the policy: what has become forbidden ends here and now, packets still being put in order included.</summary>
    internal void ApplyPolicy()
    {
        if (!room.IsRecording)
            recorder.Stop();
        _taps &= MayTap;
        if (_wasActive != IsActive)
            Forget();
        _wasActive = IsActive;
    }

    internal void OnRtp(RtcKind kind, in RtpPacket packet, TimeSpan now)
    {
        if (kind == RtcKind.Audio && room.IsRecording)
            _audio.Push(packet, now);
        else if (kind == RtcKind.Video && IsActive)
            _video.Push(packet, now);
        TakeFrames(now);
    }

    /// <summary>Hands on the frames that are due, also those that waited for a packet in vain.</summary>
    internal void TakeFrames(TimeSpan now)
    {
        while (room.IsRecording && _audio.TryTake(now, out var sound))
            recorder.OnAudio(sound, room.Clock!.ToMs(sound.ArrivedAt), now);
        while (IsActive && _video.TryTake(now, out var frame))
            OnFrame(frame, now);
    }

    public void Dispose()
    {
        recorder.Stop();
        _audio.Dispose();
        _video.Dispose();
    }

    private void Forget()
    {
        _audio.Dispose();
        _video.Dispose();
        (_audio, _video) = (new(), new());
    }

    // Recorder and tap share one copy; neither changes it.
    private void OnFrame(in VideoFrame frame, TimeSpan now)
    {
        _taps |= MayTap && frame.IsKeyframe;
        var taps = _taps && frame.TemporalId == 0;
        if (!room.IsRecording && !taps)
            return;
        var data = frame.Data.ToArray();
        if (room.IsRecording)
            recorder.OnVideo(frame, data, default, room.Clock!.ToMs(frame.ArrivedAt), now);
        if (!taps)
            return;
        counters.FramesTapped++;
        tap.OnFrame(room.SessionId, new EncodedFrame(data, unchecked((uint)frame.Timestamp), frame.IsKeyframe, (long)room.Clock!.ToMs(now)));
    }
}
