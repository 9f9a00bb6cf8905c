using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

/// <summary>Packets for tests.</summary>
internal static class RtpPackets
{
    public static byte[] Create(
        ushort sequence, uint timestamp = 0, uint ssrc = 1, bool marker = false, byte type = 96, byte[]? payload = null)
    {
        payload ??= [1, 2, 3];
        var packet = new byte[RtpPacket.FixedHeaderLength + payload.Length];
        RtpPacket.WriteHeader(packet, marker, type, sequence, timestamp, ssrc);
        payload.CopyTo(packet, RtpPacket.FixedHeaderLength);
        return packet;
    }

    public static RtpPacket Parse(byte[] bytes)
    {
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        return packet;
    }
}
