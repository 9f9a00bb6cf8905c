using PsyCare.Domain.Affect;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>
/// The fake patient, whose expressions have both sides alike, and made one-sided: one half of the picture from a frame in which the face smiles or blinks,
/// the other from one in which it rests and the head stands the same. Then the same mirrored.
/// </summary>
public sealed class OneSidedFaceTests(ClipReadings clip) : IClassFixture<ClipReadings>
{
    private const int Width = 640, Height = 480, Middle = 326;
    private const int AtRest = 30, Held = 20;

    /// <summary>Where the clip smiles or has its eyes shut, and where it rests with the head turned as far, within half a degree.</summary>
    private static readonly Dictionary<ActionUnit, (double Shows, double Rests)> Moments = new()
    {
        [ActionUnit.LipCornerPuller] = (4.0, 0.6),
        [ActionUnit.Blink] = (24.667, 24.867),
    };

    /// <summary>The person's left is on the right of the picture, which is not mirrored.</summary>
    [Theory]
    [InlineData(ActionUnit.LipCornerPuller, true)]
    [InlineData(ActionUnit.LipCornerPuller, false)]
    [InlineData(ActionUnit.Blink, true)]
    [InlineData(ActionUnit.Blink, false)]
    public void A_half_smile_and_a_wink_are_told_on_their_side_and_mirrored_on_the_other(ActionUnit unit, bool onTheLeft)
    {
        var (asItIs, mirrored) = (Asymmetry(unit, onTheLeft, isMirrored: false), Asymmetry(unit, onTheLeft, isMirrored: true));

        Assert.Equal(onTheLeft ? 1 : -1, Math.Sign(asItIs));
        Assert.Equal(onTheLeft ? -1 : 1, Math.Sign(mirrored));
    }

    [Fact]
    public void A_face_whose_sides_move_alike_is_next_to_never_called_one_sided()
    {
        var units = clip.Between(0, 29).SelectMany(frame => frame.Reading.ActionUnits).ToList();

        Assert.InRange(units.Count(unit => unit.Asymmetry is not null), 0, 0.01 * units.Count);
        Assert.DoesNotContain(clip.Between(0, 29), frame => frame.Reading.Emotions.Any(estimate => estimate.Emotion == Emotion.Contempt));
    }

    /// <summary>What is read at the end of two seconds in which the half face holds still; 0 where nothing is said.</summary>
    private static float Asymmetry(ActionUnit unit, bool onTheLeft, bool isMirrored)
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = factory.Create();
        var (shows, rests) = (Luma(Moments[unit].Shows), Luma(Moments[unit].Rests));
        var half = Halves(onTheLeft ? rests : shows, onTheLeft ? shows : rests);
        FaceReading? reading = null;
        for (var i = 0; i < AtRest + Held; i++)
        {
            var luma = i < AtRest ? rests : half;
            reading = ((FaceReader)reader).Read(Grey(isMirrored ? Mirrored(luma) : luma), (uint)(i * 9000));
        }

        Assert.Null(reading!.NoReading);
        return reading.ActionUnits.Single(estimate => estimate.Unit == unit).Asymmetry ?? 0;
    }

    /// <summary>The clip's luma at a moment, row by row.</summary>
    private static byte[] Luma(double seconds)
    {
        const int FramesPerSecond = 15;
        using var decoder = new Vp8Decoder();
        var last = (int)Math.Round(seconds * FramesPerSecond);
        foreach (var frame in FakePatientClip.ReadFrames().Take(last + 1))
            Assert.True(decoder.TryDecode(frame.Data));
        Assert.True(decoder.TryGetPicture(out var picture));
        var luma = new byte[Width * Height];
        for (var y = 0; y < Height; y++)
            picture.Y.Slice(y * picture.StrideY, Width).CopyTo(luma.AsSpan(y * Width));
        return luma;
    }

    private static byte[] Halves(byte[] onLeft, byte[] onRight) => [.. onLeft.Select((luma, i) => i % Width < Middle ? luma : onRight[i])];

    private static byte[] Mirrored(byte[] luma) => [.. luma.Chunk(Width).SelectMany(row => row.Reverse())];

    private static I420View Grey(byte[] luma)
    {
        var chroma = new byte[Width * Height / 4];
        Array.Fill(chroma, (byte)128);
        return new(Width, Height, luma, Width, chroma, chroma, Width / 2);
    }
}
