using System.Buffers.Binary;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc.Tests.Srtp;

/// <summary>A sender and a receiver with the same keys, and packets to send.</summary>
internal sealed class SrtpPair : IDisposable
{
    private readonly byte[] _buffer = new byte[4096];

    internal SrtpPair(SrtpProfile profile)
    {
        var key = Enumerable.Range(1, 16).Select(i => (byte)i).ToArray();
        var salt = Enumerable.Range(101, profile == SrtpProfile.AeadAes128Gcm ? 12 : 14).Select(i => (byte)i).ToArray();
        Sender = new SrtpSender(profile, key, salt);
        Receiver = new SrtpReceiver(profile, key, salt);
    }

    internal SrtpSender Sender { get; }

    internal SrtpReceiver Receiver { get; }

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }

    internal static byte[] Rtp(ushort sequence, uint ssrc = 0x1234, int payload = 50, bool extension = false)
    {
        var header = extension ? 12 + 4 + 8 : 12;
        var packet = new byte[header + payload];
        packet[0] = extension ? (byte)0x90 : (byte)0x80;
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        if (extension)
            new byte[] { 0xBE, 0xDE, 0, 2, 0x10, 7, 0x20, 8, 0, 0, 0, 0 }.CopyTo(packet, 12);
        for (var i = header; i < packet.Length; i++)
            packet[i] = (byte)(i * 7);
        return packet;
    }

    internal static byte[] Rtcp(uint ssrc = 0x1234)
    {
        var packet = new byte[28];
        packet[0] = 0x80;
        packet[1] = 200;
        packet[3] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        for (var i = 8; i < packet.Length; i++)
            packet[i] = (byte)(i * 11);
        return packet;
    }

    internal byte[] SealRtp(byte[] packet) => _buffer.AsSpan(0, Sender.ProtectRtp(packet, _buffer)).ToArray();

    internal byte[] SealRtcp(byte[] packet) => _buffer.AsSpan(0, Sender.ProtectRtcp(packet, _buffer)).ToArray();

    internal SrtpResult OpenRtp(byte[] packet) => OpenRtp(packet, out _);

    internal SrtpResult OpenRtp(byte[] packet, out byte[] plain)
    {
        var result = Receiver.UnprotectRtp(packet, _buffer, out var length);
        plain = _buffer.AsSpan(0, length).ToArray();
        return result;
    }

    internal SrtpResult OpenRtcp(byte[] packet, out byte[] plain)
    {
        var result = Receiver.UnprotectRtcp(packet, _buffer, out var length);
        plain = _buffer.AsSpan(0, length).ToArray();
        return result;
    }
}
