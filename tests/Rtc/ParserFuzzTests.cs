using System.Diagnostics;
using System.Text;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Sdp;
using PsyCare.Rtc.Stun;
using PsyCare.Rtc.Tests.Sdp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests;

/// <summary>Seeded mutations of valid input, bounded in time: whatever comes, a parser says no or yields views that stay inside the bytes.</summary>
public class ParserFuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1.5);
    private static readonly byte[] Key = "0123456789abcdef"u8.ToArray();

    [Fact]
    public void Stun_survives() => Fuzz(StunRequest(), bytes =>
    {
        StunMessage.TryReadLocalUfrag(bytes, out _);
        if (StunMessage.TryParse(bytes, out var message))
        {
            message.VerifyIntegrity(Key);
            message.VerifyFingerprint();
            message.TryGetMappedAddress(out _);
            message.ErrorCode();
            message.FirstUnknownRequired();
        }
    });

    [Fact]
    public void Rtp_survives() =>
        Fuzz(Convert.FromHexString("B2E01234010203040A0B0C0D1111111122222222BEDE000240300022AABBCC00DEADBEEF00000004"), bytes =>
        {
            if (RtpPacket.TryParse(bytes, out var packet))
            {
                _ = packet.Payload.Length;
                packet.TryGetExtension(4, out _);
                packet.TryGetExtension(15, out _);
            }
        });

    [Fact]
    public void Rtcp_survives()
    {
        var writer = new RtcpWriter(new byte[500]);
        writer.SenderReport(new SenderReport(1, 2, 3, 4, 5));
        writer.ReceiverReport(6, [new ReportBlock(7, 8, 9, 10, 11, 12, 13)]);
        writer.SourceDescription(1, "abc");
        writer.Nack(1, 2, [5, 6, 50]);
        writer.FullIntra(1, 2, 3);
        Fuzz(writer.Written.ToArray(), ReadCompound);
    }

    [Fact]
    public void Vp8_frames_survive()
    {
        using var assembler = new Vp8FrameAssembler();
        var time = TimeSpan.Zero;
        var packets = new Vp8Packetizer().Packetize(Vp8Packetizer.FakeFrame(60, true, 1), 1, true);
        var packet = new byte[RtpPacket.FixedHeaderLength + packets[0].Length];
        RtpPacket.WriteHeader(packet, true, 96, 0, 0, 1);
        packets[0].CopyTo(packet, RtpPacket.FixedHeaderLength);
        Fuzz(packet, bytes =>
        {
            time += TimeSpan.FromMilliseconds(10);
            if (RtpPacket.TryParse(bytes, out var view))
            {
                assembler.Push(view, time);
                while (assembler.TryTake(time, out var frame))
                {
                    frame.TryReadSize(out _, out _);
                }
            }
        });
    }

    [Fact]
    public void Sdp_survives() => Fuzz(Encoding.ASCII.GetBytes(Offers.Read(Offers.Firefox)), bytes =>
    {
        try
        {
            SdpOffer.Parse(Encoding.Latin1.GetString(bytes));
        }
        catch (SdpRejectedException)
        {
            // The one way to say no.
        }
    });

    private static void ReadCompound(byte[] bytes)
    {
        if (!RtcpReader.IsValid(bytes))
        {
            return;
        }

        var reader = new RtcpReader(bytes);
        while (reader.TryRead(out var packet))
        {
            _ = SenderReport.TryParse(packet.Body, out _);
            for (var blocks = packet.ReportBlocks; !blocks.IsEmpty; blocks = blocks[ReportBlock.Length..])
            {
                ReportBlock.Read(blocks);
            }

            var nacks = new NackReader(packet.FeedbackEntries);
            while (nacks.TryRead(out _))
            {
            }
        }
    }

    /// <summary>Every short length first, then random edits of a few bytes and random cuts until the budget is spent.</summary>
    private static void Fuzz(byte[] valid, Action<byte[]> parse)
    {
        for (var length = 0; length <= valid.Length; length++)
        {
            parse(valid[..length]);
        }

        var random = new Random(20_261_121);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Budget;)
        {
            var bytes = valid[..(random.Next(4) == 0 ? random.Next(valid.Length + 1) : valid.Length)];
            for (var edits = random.Next(6); edits > 0 && bytes.Length > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : bytes[random.Next(bytes.Length)]);
            }

            parse(bytes);
        }
    }

    private static byte[] StunRequest()
    {
        var writer = new StunWriter(new byte[300], StunMessageType.BindingRequest, new byte[12]);
        writer.Attribute(StunAttribute.Username, "abcd:efgh");
        writer.ErrorCode(StunError.RoleConflict, "Role Conflict");
        writer.XorMappedAddress(System.Net.IPEndPoint.Parse("192.0.2.1:1"));
        writer.Attribute(StunAttribute.IceControlling, 1ul);
        writer.MessageIntegrity(Key);
        writer.Fingerprint();
        return writer.Written.ToArray();
    }
}
