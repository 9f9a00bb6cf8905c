using PsyCare.Domain.Media;
using PsyCare.Media.Recording;
using PsyCare.Media.Vp8;
using PsyCare.Rtc.Rtp;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.Rooms;

/// <summary>
/// What is kept of one participant's media: all of it for the recorder, the patient's base layer for the tap, each only while the
/// policy in force allows it. Called under the server's lock.
/// </summary>
internal sealed class Capture(Room room, ParticipantRole who, ParticipantRecorder recorder, IFrameTap tap, MediaCounters counters) : IDisposable
{
    private readonly Vp8FrameAssembler _video = new();
    private int _lastAudioSequence = -1;
    private bool _tapNeedsKeyframe = true;
    private bool _wasActive;

    private bool Taps => room.IsAnalysing && who == ParticipantRole.Patient;

    private bool IsActive => room.IsRecording || Taps;

    /// <summary>Whether something here cannot go on without a keyframe, or would profit from one.</summary>
    internal bool WantsKeyframe(TimeSpan now) =>
        IsActive && (_video.NeedsKeyframe || (Taps && _tapNeedsKeyframe) || (room.IsRecording && recorder.WantsKeyframe(now)));

    /// <summary>Follows the policy: what has become forbidden ends here and now.</summary>
    internal void ApplyPolicy()
    {
        if (!room.IsRecording)
            recorder.Stop();
        _tapNeedsKeyframe |= !Taps;
        if (_wasActive != IsActive)
            _video.Reset();
        _wasActive = IsActive;
    }

    internal void OnRtp(RtcKind kind, in RtpPacket packet, TimeSpan now)
    {
        if (!IsActive)
            return;
        if (kind == RtcKind.Audio)
        {
            OnAudio(packet, now);
            return;
        }

        _video.Push(packet, now);
        TakeFrames(now);
    }

    /// <summary>Hands on the frames that are due, also those that waited for a packet in vain.</summary>
    internal void TakeFrames(TimeSpan now)
    {
        while (IsActive && _video.TryTake(now, out var frame))
            OnFrame(frame, now);
    }

    public void Dispose()
    {
        recorder.Stop();
        _video.Dispose();
    }

    private void OnAudio(in RtpPacket packet, TimeSpan now)
    {
        var isLate = _lastAudioSequence >= 0 && (short)(packet.SequenceNumber - _lastAudioSequence) <= 0;
        if (!room.IsRecording || packet.Payload.IsEmpty || isLate)
            return;
        _lastAudioSequence = packet.SequenceNumber;
        recorder.OnAudio(packet.Payload.ToArray(), packet.Timestamp, room.Clock!.ToMs(now), now);
    }

    private void OnFrame(in Vp8Frame frame, TimeSpan now)
    {
        if (room.IsRecording)
            recorder.OnVideo(frame.Data, frame.Timestamp, frame.IsKeyframe, room.Clock!.ToMs(frame.FirstArrival), now);
        if (!Taps || frame.TemporalId > 0 || (_tapNeedsKeyframe && !frame.IsKeyframe))
            return;
        _tapNeedsKeyframe = false;
        counters.FramesTapped++;
        tap.OnFrame(room.SessionId, new EncodedFrame(frame.Data, frame.Timestamp, frame.IsKeyframe, (long)room.Clock!.ToMs(now)));
    }
}
