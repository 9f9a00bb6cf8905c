using System.Security.Cryptography;
using PsyCare.Rtc.Rtp;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media.SipSorcery;

/// <summary>
/// Where the other participant's packets lie in what a viewer receives: one stream across reloads, with the gaps of the source
/// (<see cref="RtpRewriter"/>). SIPSorcery writes the header itself.
/// </summary>
internal sealed class OutgoingTrack(uint ssrc, int payloadType, RtcKind kind)
{
    private const int AudioClock = 48_000;
    private const int VideoClock = 90_000;

    private readonly RtpRewriter _rewriter = new(
        ssrc, (byte)payloadType, kind == RtcKind.Audio ? AudioClock : VideoClock,
        (ushort)RandomNumberGenerator.GetInt32(0x8000), (uint)RandomNumberGenerator.GetInt32(int.MaxValue));

    private readonly byte[] _scratch = new byte[Rtc.RtcPeer.MaxDatagramLength];

    internal int PayloadType { get; } = payloadType;

    /// <summary>False if the packet belongs to what lies before the last switch of sources.</summary>
    internal bool TryPlace(in RtpPacket packet, TimeSpan now, out ushort sequence, out uint timestamp)
    {
        (sequence, timestamp) = (0, 0);
        if (!_rewriter.TryRewrite(packet, now, _scratch, out var length) || !RtpPacket.TryParse(_scratch.AsSpan(0, length), out var placed))
            return false;
        (sequence, timestamp) = (placed.SequenceNumber, placed.Timestamp);
        return true;
    }
}
