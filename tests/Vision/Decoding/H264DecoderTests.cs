using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tests.Decoding;

public class H264DecoderTests
{
    private static readonly IReadOnlyList<EncodedFrame> Clip = FakePatientClip.ReadH264Frames();

    [Fact]
    public void Key_frame_and_those_after_it_decode_to_what_vp8_shows()
    {
        using var h264 = new FrameDecoder();
        using var vp8 = new FrameDecoder();
        foreach (var (frame, original) in Clip.Zip(FakePatientClip.ReadSmallFrames()).Take(60))
        {
            Assert.True(h264.TryDecode(frame) && vp8.TryDecode(original));
            Assert.True(h264.TryGetPicture(out var picture));
            Assert.True(vp8.TryGetPicture(out var same));
            Assert.Equal((320, 240), (picture.Width, picture.Height));
            Assert.InRange(Difference(picture, same), 0, 4);
        }
    }

    [Fact]
    public void Nothing_decodes_before_a_key_frame_nor_after_a_gap()
    {
        using var decoder = new H264Decoder();
        Assert.False(decoder.TryDecode(Clip[1]));
        Assert.False(decoder.TryGetPicture(out _));
        Assert.True(decoder.TryDecode(Clip[0]));
        Assert.True(decoder.TryDecode(Clip[1]));
    }

    [Fact]
    public void A_patient_who_comes_back_with_the_other_codec_is_decoded_on()
    {
        using var decoder = new FrameDecoder();
        var vp8 = FakePatientClip.ReadSmallFrames();
        Assert.True(decoder.TryDecode(Clip[0]));
        Assert.True(decoder.TryDecode(vp8[0]) && decoder.TryGetPicture(out _));
        Assert.True(decoder.TryDecode(Clip[0]) && decoder.TryGetPicture(out _));
    }

    [Theory]
    [InlineData(1920, 1080, true)]
    [InlineData(1920, 1200, false)]
    [InlineData(0, 0, false)] // a size that could not be read
    public void A_key_frame_is_decoded_if_the_size_that_it_states_is_allowed(int width, int height, bool isAccepted)
    {
        using var decoder = new H264Decoder();
        Assert.Equal(isAccepted, decoder.TryDecode(Clip[0] with { Format = new VideoFormat(VideoCodec.H264, width, height) }));
    }

    [Fact]
    public void A_second_size_in_a_frame_is_refused()
    {
        using var decoder = new H264Decoder();
        var sps = Clip[0].Data.AsSpan(0, 4 + Clip[0].Data[3]).ToArray();
        Assert.Equal(7, sps[4] & 0x1F);
        Assert.False(decoder.TryDecode(Clip[0] with { Data = [.. sps, .. Clip[0].Data] }));
        Assert.True(decoder.TryDecode(Clip[0]));
        Assert.False(decoder.TryDecode(Clip[1] with { Data = [.. sps, .. Clip[1].Data] }));
    }

    [Fact]
    public void Truncated_damaged_and_random_bytes_never_crash_and_the_next_key_frame_recovers()
    {
        var random = new Random(20261126);
        using var decoder = new H264Decoder();
        for (var round = 0; round < 300; round++)
        {
            var frame = Clip[round % 40];
            var bytes = frame.Data[..random.Next(frame.Data.Length + 1)];
            for (var hit = 0; hit < 10 && bytes.Length > 0; hit++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (round % 2 == 0 && frame.Data.Length > 40)
            {
                bytes = [.. frame.Data];
                for (var hit = 0; hit < 5; hit++)
                    bytes[random.Next(5, bytes.Length)] = (byte)random.Next(256);
            }

            if (decoder.TryDecode(frame with { Data = bytes }))
                Assert.True(decoder.TryGetPicture(out _));
        }

        Assert.True(decoder.TryDecode(Clip[0]));
        Assert.True(decoder.TryGetPicture(out _));
    }

    /// <summary>Mean difference of brightness.</summary>
    private static double Difference(in I420View a, in I420View b)
    {
        long sum = 0;
        for (var row = 0; row < a.Height; row++)
        {
            for (var column = 0; column < a.Width; column++)
                sum += Math.Abs(a.Y[(row * a.StrideY) + column] - b.Y[(row * b.StrideY) + column]);
        }

        return (double)sum / (a.Width * a.Height);
    }
}
