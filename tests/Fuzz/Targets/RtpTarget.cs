using System.Buffers.Binary;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Fuzz.Targets;

internal static class RtpTarget
{
    internal static void Read(ReadOnlySpan<byte> input)
    {
        var headerLength = PacketShape.RtpHeaderLength(input);
        if (RtpPacket.TryParse(input, out var packet))
        {
            Check.That(headerLength == packet.HeaderLength, "SRTP and RTP see the same header");
            Check.That(packet.HeaderLength + packet.Payload.Length + packet.PaddingLength == input.Length, "the parts make the packet");
            FindAll(packet);
        }
    }

    /// <summary>The input is the block of extensions: profile, then elements, in an otherwise good packet.</summary>
    internal static void ReadExtensions(ReadOnlySpan<byte> input)
    {
        Span<byte> bytes = stackalloc byte[2000];
        bytes.Clear();
        var block = input[..Math.Min(input.Length, 1000)];
        RtpPacket.WriteHeader(bytes, marker: false, 96, 1, 2, 3);
        bytes[0] |= 0x10;
        block[..Math.Min(2, block.Length)].CopyTo(bytes[RtpPacket.FixedHeaderLength..]);
        var elements = block.Length > 2 ? block[2..] : default;
        var words = (elements.Length + 3) / 4;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[14..], (ushort)words);
        elements.CopyTo(bytes[16..]);
        Check.That(RtpPacket.TryParse(bytes[..(16 + (4 * words))], out var packet), "the packet is good");
        FindAll(packet);
    }

    private static void FindAll(in RtpPacket packet)
    {
        for (var id = 0; id < 17; id++)
        {
            if (packet.TryGetExtension(id, out var value))
            {
                Check.That(value.Length < packet.HeaderLength, "an extension lies inside the header");
                if (AudioLevel.TryParse(value, out var level))
                {
                    Check.That(level.DBov is >= -127 and <= 0, "a level is between silence and the loudest");
                }
            }
        }
    }
}
