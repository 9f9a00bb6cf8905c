using PsyCare.Domain.Affect;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>The fake patient and, to the right, a second one.</summary>
public sealed class TwoFacesTests
{
    private const int Frames = 45;
    private const byte Grey = 110;

    [Fact]
    public void Two_faces_of_which_none_was_followed_give_no_reading() =>
        Assert.All(Read(secondFrom: 0), reading => Assert.Equal(NoReadingReason.SeveralFaces, reading.NoReading));

    [Fact]
    public void Face_that_is_followed_is_read_on_when_somebody_sits_down_beside_it()
    {
        var readings = Read(secondFrom: 15);

        Assert.All(readings, reading => Assert.Null(reading.NoReading));
    }

    private static List<FaceReading> Read(int secondFrom)
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = (FaceReader)factory.Create();
        using var decoder = new Vp8Decoder();
        var readings = new List<FaceReading>();
        foreach (var frame in FakePatientClip.ReadSmallFrames().Take(Frames))
        {
            Assert.True(decoder.TryDecode(frame.Data));
            Assert.True(decoder.TryGetPicture(out var picture));
            var both = Beside(picture, hasSecond: readings.Count >= secondFrom);
            var chroma = new byte[both.Length / 4];
            Array.Fill(chroma, (byte)128);
            readings.Add(reader.Read(new(2 * picture.Width, picture.Height, both, 2 * picture.Width, chroma, chroma, picture.Width), frame.RtpTimestamp));
        }

        return readings;
    }

    private static byte[] Beside(in I420View picture, bool hasSecond)
    {
        var both = new byte[2 * picture.Width * picture.Height];
        for (var row = 0; row < picture.Height; row++)
        {
            var line = picture.Y.Slice(row * picture.StrideY, picture.Width);
            var target = both.AsSpan(2 * row * picture.Width, 2 * picture.Width);
            line.CopyTo(target);
            target[picture.Width..].Fill(Grey);
            if (hasSecond)
                line.CopyTo(target[picture.Width..]);
        }

        return both;
    }
}
