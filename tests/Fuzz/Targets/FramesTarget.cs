using System.Buffers.Binary;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Fuzz.Targets;

internal static class FramesTarget
{
    /// <summary>The input is a stream of packets: milliseconds since the one before (1 byte), length (2 bytes), packet.</summary>
    internal static void Assemble(ReadOnlySpan<byte> input)
    {
        using var vp8 = new Vp8FrameAssembler();
        using var h264 = new H264FrameAssembler();
        using var audio = new OpusReorderer();
        var now = TimeSpan.Zero;
        for (var rest = input; rest.Length >= 3;)
        {
            now += TimeSpan.FromMilliseconds(rest[0]);
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest[1..]), rest.Length - 3);
            if (RtpPacket.TryParse(rest.Slice(3, length), out var packet))
            {
                vp8.Push(packet, now);
                h264.Push(packet, now);
                audio.Push(packet, now);
                Take(vp8, h264, audio, now);
            }

            rest = rest[(3 + length)..];
        }

        Take(vp8, h264, audio, now + TimeSpan.FromSeconds(10));
    }

    private static void Take(Vp8FrameAssembler vp8, H264FrameAssembler h264, OpusReorderer audio, TimeSpan now)
    {
        TakePictures(vp8, now);
        TakePictures(h264, now);
        while (audio.TryTake(now, out var sound))
        {
            Check.That(sound.Data.Length > 0, "a sound has data");
        }
    }

    private static void TakePictures(FrameAssembler video, TimeSpan now)
    {
        while (video.TryTake(now, out var frame))
        {
            Check.That(frame.Data.Length > 0, "a frame has data");
            frame.TryReadSize(out _, out _);
        }
    }
}
