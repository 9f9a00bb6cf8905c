using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tests.Decoding;

public class Vp8DecoderTests
{
    private static readonly byte[][] Clip = [.. FakePatientClip.ReadFrames().Take(40).Select(frame => frame.Data)];

    [Fact]
    public void Key_frame_and_those_after_it_decode()
    {
        using var decoder = new Vp8Decoder();

        foreach (var frame in Clip)
        {
            Assert.True(decoder.TryDecode(frame));
            Assert.True(decoder.TryGetPicture(out var picture));
            Assert.Equal((640, 480), (picture.Width, picture.Height));
            Assert.InRange(Mean(picture), 60, 160);
        }
    }

    [Fact]
    public void Nothing_decodes_before_a_key_frame()
    {
        using var decoder = new Vp8Decoder();

        Assert.False(decoder.TryDecode(Clip[1]));
        Assert.False(decoder.TryGetPicture(out _));
        Assert.True(decoder.TryDecode(Clip[0]));
    }

    [Fact]
    public void Truncated_frames_never_crash_and_the_next_key_frame_recovers()
    {
        using var decoder = new Vp8Decoder();

        for (var length = 0; length < Clip[0].Length; length += length < 64 ? 1 : 251)
        {
            decoder.TryDecode(Clip[0].AsSpan(0, length));
            decoder.TryDecode(Clip[1].AsSpan(0, Math.Min(length, Clip[1].Length)));
        }

        Assert.True(decoder.TryDecode(Clip[0]));
        Assert.True(decoder.TryGetPicture(out _));
    }

    [Fact]
    public void Damaged_and_random_bytes_never_crash()
    {
        var random = new Random(20261121);
        using var decoder = new Vp8Decoder();

        for (var round = 0; round < 300; round++)
        {
            var bytes = (byte[])Clip[round % Clip.Length].Clone();
            for (var hit = 0; hit < 20; hit++)
                bytes[random.Next(hit < 4 ? Math.Min(10, bytes.Length) : bytes.Length)] = (byte)random.Next(256);
            if (round % 3 == 0)
                random.NextBytes(bytes);
            if (decoder.TryDecode(bytes) && decoder.TryGetPicture(out var picture))
                Assert.InRange(Mean(picture), 0, 255);
        }

        Assert.True(decoder.TryDecode(Clip[0]));
    }

    [Theory]
    [InlineData(1920, 1080, true)]
    [InlineData(1080, 1920, true)]
    [InlineData(1922, 1080, false)]
    [InlineData(1920, 1200, false)]
    [InlineData(16383, 16383, false)]
    public void Picture_above_full_hd_is_refused(int width, int height, bool isAccepted)
    {
        var frame = (byte[])Clip[0].Clone();
        (frame[6], frame[7]) = ((byte)width, (byte)(width >> 8));
        (frame[8], frame[9]) = ((byte)height, (byte)(height >> 8));

        Assert.True(Vp8FrameHeader.TryRead(frame, out var header));
        Assert.Equal(new Vp8FrameHeader(true, width, height), header);
        Assert.Equal(isAccepted, Vp8Decoder.Accepts(header));
        if (!isAccepted)
        {
            using var decoder = new Vp8Decoder();
            Assert.False(decoder.TryDecode(frame));
        }
    }

    private static double Mean(I420View picture)
    {
        long sum = 0;
        for (var row = 0; row < picture.Height; row++)
        {
            foreach (var luma in picture.Y.Slice(row * picture.StrideY, picture.Width))
                sum += luma;
        }

        return (double)sum / (picture.Width * picture.Height);
    }
}
