using System.Buffers.Binary;

namespace PsyCare.TestKit.Rtc;

/// <content>Sound with redundancy (RFC 2198), as browsers send it: each packet holds the one before it once more.</content>
public sealed partial class TestPeer
{
    private readonly bool _sendsRed;
    private (uint Timestamp, byte[] Opus)? _lastSound;

    /// <summary>The payload of a packet; the first one has nothing before it.</summary>
    private byte[] WithRedundancy(ReadOnlySpan<byte> opus, uint timestamp)
    {
        var before = _lastSound;
        _lastSound = (timestamp, opus.ToArray());
        if (before is not { } last)
        {
            return [TestOffer.AudioPayloadType, .. opus];
        }

        Span<byte> header = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(
            header, ((0x80u | TestOffer.AudioPayloadType) << 24) | ((timestamp - last.Timestamp) << 10) | (uint)last.Opus.Length);
        return [.. header, TestOffer.AudioPayloadType, .. last.Opus, .. opus];
    }
}
