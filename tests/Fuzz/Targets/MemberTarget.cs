using System.Buffers.Binary;
using PsyCare.Rtc;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Fuzz.Targets;

/// <summary>A client that is a member of the call encrypts whatever it likes: it can spoil its own media, and nothing else.</summary>
internal sealed class MemberTarget
{
    private const int ExecutionsPerCall = 20_000;
    private const int MaxPacket = 1400;
    private readonly byte[] _packet = new byte[MaxPacket];
    private FuzzedCall _call = new();
    private int _executions;

    internal void Receive(ReadOnlySpan<byte> input)
    {
        if (++_executions % ExecutionsPerCall == 0)
        {
            _call.Dispose();
            _call = new FuzzedCall();
        }

        var packet = _packet.AsSpan(0, Math.Min(input.Length, MaxPacket));
        input[..packet.Length].CopyTo(packet);
        if (DatagramKinds.Of(packet) == DatagramKind.Rtcp && PacketShape.IsRtcp(packet))
        {
            PointAtOurStreams(packet);
            _call.Client.SendRtcp(packet);
        }
        else if (packet.Length >= RtpPacket.FixedHeaderLength && PacketShape.RtpHeaderLength(packet) > 0)
        {
            if (_executions % 2 == 0)
            {
                // Else nearly all of it would be a replay.
                BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)_executions);
            }

            _call.Client.SendProtected(packet);
        }

        _call.Advance();
        Check.That(_call.Server.State == RtcPeerState.Connected, "a member's packet does not end the call");
    }

    /// <summary>Feedback about a stream that does not exist would be ignored at once: half of it is about one that does.</summary>
    private void PointAtOurStreams(Span<byte> packet)
    {
        if (packet.Length >= 12 && _executions % 2 == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet[8..], _call.Client.RemoteSsrc(MediaKind.Video));
        }
    }
}
