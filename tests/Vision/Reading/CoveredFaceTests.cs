using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>The fake patient at rest, with something painted over mouth and chin: what it hides is not read, the rest is.</summary>
public sealed class CoveredFaceTests
{
    private const int CoveredFrom = 15, SettledFrom = 18, Last = 60;
    private static readonly Vector2 Middle = new(331, 330);
    private static readonly Vector2 Reach = new(110, 80);

    [Theory]
    [InlineData("hand")]
    [InlineData("cup")]
    public void Units_of_a_covered_mouth_are_left_out_and_those_of_the_brows_are_read(string what)
    {
        var readings = Read(what == "cup" ? (_, _) => 40 : Fingers);

        var covered = readings.Skip(SettledFrom).ToList();
        Assert.All(covered, reading => Assert.Null(reading.NoReading));
        Assert.InRange(covered.Count(reading => !reading.ActionUnits.Any(OfTheMouth)), 0.9 * covered.Count, covered.Count);
        Assert.All(covered, reading => Assert.Contains(reading.ActionUnits, unit => unit.Unit == ActionUnit.BrowLowerer));
        Assert.All(readings.Take(CoveredFrom), reading => Assert.Contains(reading.ActionUnits, OfTheMouth));
    }

    private static bool OfTheMouth(ActionUnitIntensity unit) => unit.Unit is >= ActionUnit.UpperLipRaiser and <= ActionUnit.LipSuck;

    /// <summary>Skin with the furrows between fingers, darker towards its edge.</summary>
    private static float Fingers(Vector2 place, float skin) =>
        skin * (0.75f + (0.25f * MathF.Abs(MathF.Cos(place.X * Reach.X * MathF.PI / 26)))) * (1 - (0.2f * place.LengthSquared()));

    /// <param name="luma">Of what covers: by the place in it, -1 to 1, and the luma of the person's cheek.</param>
    private static List<FaceReading> Read(Func<Vector2, float, float> luma)
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = (FaceReader)factory.Create();
        using var decoder = new Vp8Decoder();
        var readings = new List<FaceReading>();
        foreach (var frame in FakePatientClip.ReadFrames().Take(Last))
        {
            Assert.True(decoder.TryDecode(frame.Data));
            Assert.True(decoder.TryGetPicture(out var picture));
            var pixels = picture.Y.ToArray();
            if (readings.Count >= CoveredFrom)
                Paint(pixels, picture.StrideY, luma);
            I420View shown = new(picture.Width, picture.Height, pixels, picture.StrideY, picture.U, picture.V, picture.StrideUv);
            readings.Add(reader.Read(shown, frame.RtpTimestamp));
        }

        return readings;
    }

    private static void Paint(byte[] pixels, int stride, Func<Vector2, float, float> luma)
    {
        float cheek = pixels[(230 * stride) + 262];
        for (var i = 0; i < pixels.Length; i++)
        {
            var place = (new Vector2(i % stride, i / stride) - Middle) / Reach;
            if (place.LengthSquared() < 1)
                pixels[i] = (byte)Math.Clamp(luma(place, cheek), 16, 235);
        }
    }
}
