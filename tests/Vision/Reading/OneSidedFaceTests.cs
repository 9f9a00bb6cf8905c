using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>
/// The fake patient, whose expressions have both sides alike, and made one-sided: one half of the picture from a frame in which the face smiles or blinks,
/// the other from one in which it rests and the head stands the same; and the same mirrored.
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

    /// <summary>A hand before one eye and its brow: the other one blinks, which is no wink.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Something_before_one_eye_makes_neither_brows_nor_lids_one_sided(bool onTheLeft)
    {
        var (shut, open) = (Luma(Moments[ActionUnit.Blink].Shows), Luma(Moments[ActionUnit.Blink].Rests));
        var readings = Read(i => i < AtRest ? open : Covered(i % 8 < 4 ? shut : open, onTheLeft));

        Assert.All(readings, reading => Assert.Null(reading.NoReading));
        Assert.DoesNotContain(readings.SelectMany(reading => reading.ActionUnits), unit => unit.Asymmetry is not null);
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
        var (shows, rests) = (Luma(Moments[unit].Shows), Luma(Moments[unit].Rests));
        var half = Halves(onTheLeft ? rests : shows, onTheLeft ? shows : rests);
        if (isMirrored)
            (rests, half) = (Mirrored(rests), Mirrored(half));
        var reading = Read(i => i < AtRest ? rests : half)[^1];

        Assert.Null(reading.NoReading);
        return reading.ActionUnits.Single(estimate => estimate.Unit == unit).Asymmetry ?? 0;
    }

    /// <summary>Reads pictures in grey, ten a second.</summary>
    private static List<FaceReading> Read(Func<int, byte[]> luma)
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = (FaceReader)factory.Create();
        var readings = new List<FaceReading>();
        for (var i = 0; i < AtRest + Held; i++)
            readings.Add(reader.Read(Grey(luma(i)), (uint)(i * 9000)));
        return readings;
    }

    /// <summary>With a grey disc, striped as by fingers, before one eye and its brow.</summary>
    private static byte[] Covered(byte[] luma, bool onTheLeft)
    {
        const int Reach = 65;
        var middle = new Vector2(onTheLeft ? 400 : 258, 118);
        return [.. luma.Select((value, i) => Vector2.Distance(new(i % Width, i / Width), middle) < Reach ? (byte)(90 + (i / Width % 26)) : value)];
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
