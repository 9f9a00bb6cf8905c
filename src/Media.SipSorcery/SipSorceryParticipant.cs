using PsyCare.Domain.Media;
using PsyCare.Media.Rooms;
using PsyCare.Rtc.Rtp;
using SIPSorcery.Net;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.SipSorcery;

/// <summary>
/// One peer connection of a participant: forwards what it sends to the other participant, asks for keyframes on the other's behalf, and lets
/// <see cref="SipSorceryCapture"/> take its share. Called under the endpoint's lock.
/// </summary>
internal sealed class SipSorceryParticipant(
    Room<SipSorceryParticipant> room, ParticipantRole who, string resourceId, int? audioLevelId, SipSorceryCapture capture, LevelMeter levels)
    : IParticipant, IDisposable
{
    private static readonly TimeSpan KeyframeRepeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ViewerRepeat = TimeSpan.FromMilliseconds(500);

    private readonly byte[] _scratch = new byte[Rtc.RtcPeer.MaxDatagramLength];
    private TimeSpan? _askedAt;

    public ParticipantRole Who { get; } = who;

    internal string ResourceId { get; } = resourceId;

    internal Room<SipSorceryParticipant> Room { get; } = room;

    internal SipSorceryPeer Peer { get; set; } = null!; // it needs its sink before it can answer

    /// <summary>What the listeners were told last.</summary>
    internal ConnectionState? Told { get; set; }

    internal bool IsOver { get; set; }

    public void Dispose() => capture.Dispose();

    /// <summary>Handles a packet; one that does not fit into a datagram is none of ours.</summary>
    internal void OnRtp(RtcKind kind, RTPPacket received, TimeSpan now)
    {
        if (!Room.Policy.Call || !TryView(received, out var packet))
            return;
        Room.Other(Who)?.Peer.Send(kind, packet, received.Payload, now);
        capture.OnRtp(kind, packet, now);
        if (kind == RtcKind.Audio)
            ReadLevel(received, now);
        else if (packet.Marker && capture.WantsKeyframe(now)) // at the end of a frame, which may have been one; a camera that is off cannot answer
            AskForKeyframe(now, KeyframeRepeat);
    }

    /// <summary>A viewer wants a keyframe of this participant.</summary>
    internal void OnKeyframeWanted(TimeSpan now) => AskForKeyframe(now, ViewerRepeat);

    public void ApplyPolicy(TimeSpan now)
    {
        capture.ApplyPolicy();
        if (capture.WantsKeyframe(now))
            AskForKeyframe(now, KeyframeRepeat);
    }

    internal void Tick(TimeSpan now)
    {
        capture.TakeFrames(now);
        levels.Tick(now);
    }

    private bool TryView(RTPPacket received, out RtpPacket packet)
    {
        packet = default;
        var length = RtpPacket.FixedHeaderLength + received.Payload.Length;
        if (length > _scratch.Length)
            return false;
        var header = received.Header;
        RtpPacket.WriteHeader(_scratch, header.MarkerBit == 1, (byte)header.PayloadType, header.SequenceNumber, header.Timestamp, header.SyncSource);
        received.Payload.CopyTo(_scratch, RtpPacket.FixedHeaderLength);
        return RtpPacket.TryParse(_scratch.AsSpan(0, length), out packet);
    }

    private void ReadLevel(RTPPacket received, TimeSpan now)
    {
        if (audioLevelId is null || received.Header.HeaderExtensionFlag == 0)
            return;
        foreach (var element in received.Header.GetHeaderExtensions())
        {
            if (element.Id == audioLevelId && AudioLevel.TryParse(element.Data, out var level))
                levels.OnPacket(level, now);
        }
    }

    private void AskForKeyframe(TimeSpan now, TimeSpan repeat)
    {
        if (now - _askedAt < repeat)
            return;
        if (Peer.RequestKeyframe())
            _askedAt = now;
    }
}
