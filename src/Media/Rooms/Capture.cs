using PsyCare.Domain.Media;
using PsyCare.Media.Recording;
using PsyCare.Rtc.Rtp;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.Rooms;

/// <summary>
/// What is kept of one participant's media: all of it for the recorder, the patient's base layer for the tap, each only while the
/// policy in force allows it. Called under the server's lock.
/// </summary>
internal sealed class Capture(Room room, ParticipantRole who, ParticipantRecorder recorder, IFrameTap tap, MediaCounters counters) : IDisposable
{
    private OpusReorderer _audio = new();
    private Vp8FrameAssembler _video = new();
    private bool _tapNeedsKeyframe = true;
    private bool _wasActive;

    private bool Taps => room.IsAnalysing && who == ParticipantRole.Patient;

    private bool IsActive => room.IsRecording || Taps;

    /// <summary>Whether something here cannot go on without a keyframe, or would profit from one.</summary>
    internal bool WantsKeyframe(TimeSpan now) =>
        IsActive && (_video.NeedsKeyframe || (Taps && _tapNeedsKeyframe) || (room.IsRecording && recorder.WantsKeyframe(now)));

    /// <summary>Follows the policy: what has become forbidden ends here and now, packets still being put in order included.</summary>
    internal void ApplyPolicy()
    {
        if (!room.IsRecording)
            recorder.Stop();
        _tapNeedsKeyframe |= !Taps;
        if (_wasActive != IsActive)
            Forget();
        _wasActive = IsActive;
    }

    internal void OnRtp(RtcKind kind, in RtpPacket packet, TimeSpan now)
    {
        if (!IsActive)
            return;
        if (kind == RtcKind.Video)
            _video.Push(packet, now);
        else if (room.IsRecording)
            _audio.Push(packet, now);
        TakeFrames(now);
    }

    /// <summary>Hands on the frames that are due, also those that waited for a packet in vain.</summary>
    internal void TakeFrames(TimeSpan now)
    {
        while (room.IsRecording && _audio.TryTake(now, out var packet))
            recorder.OnAudio(packet, room.Clock!.ToMs(packet.ArrivedAt), now);
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
        (_audio, _video) = (new OpusReorderer(), new Vp8FrameAssembler());
    }

    // Recorder and tap share one copy; neither changes it.
    private void OnFrame(in Vp8Frame frame, TimeSpan now)
    {
        var data = frame.Data.ToArray();
        if (room.IsRecording)
            recorder.OnVideo(frame, data, room.Clock!.ToMs(frame.ArrivedAt), now);
        if (!Taps || frame.TemporalId > 0 || (_tapNeedsKeyframe && !frame.IsKeyframe))
            return;
        _tapNeedsKeyframe = false;
        counters.FramesTapped++;
        var atMs = (long)room.Clock!.ToMs(now);
        tap.OnFrame(room.SessionId, new EncodedFrame(data, unchecked((uint)frame.Timestamp), frame.IsKeyframe, atMs));
    }
}
