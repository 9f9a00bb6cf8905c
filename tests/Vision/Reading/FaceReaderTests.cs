using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.Vision.Tests.Reading;

public sealed class FaceReaderTests : IDisposable
{
    private static readonly IReadOnlyList<EncodedFrame> Clip = FakePatientClip.ReadFrames();
    private readonly FaceReaderFactory _factory = new(new VisionOptions());

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void Nothing_is_read_before_a_key_frame()
    {
        using var reader = _factory.Create();

        Assert.Null(reader.Read([Clip[1], Clip[2]]));
        Assert.NotNull(reader.Read([Clip[30], Clip[31]]));
    }

    [Fact]
    public void Bytes_that_are_no_video_are_survived()
    {
        var random = new Random(1);
        using var reader = _factory.Create();

        for (var length = 0; length < 200; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            reader.Read([new(bytes, (uint)length, IsKeyframe: true, AtMs: length)]);
        }

        Assert.NotNull(reader.Read([Clip[0]]));
    }

    [Fact]
    public void Damaged_frames_give_a_reading_or_none_but_never_an_error()
    {
        var random = new Random(2);
        using var reader = _factory.Create();

        for (var i = 0; i < 60; i++)
        {
            var bytes = (byte[])Clip[i].Data.Clone();
            for (var hit = 0; hit < 8; hit++)
                bytes[random.Next(10, bytes.Length)] ^= (byte)random.Next(256);
            if (reader.Read([Clip[i] with { Data = bytes }]) is { NoReading: null } reading)
                Assert.All(reading.ActionUnits, unit => Assert.InRange(unit.Intensity, 0, 5));
        }
    }

    /// <summary>The clip smiles from 3 s on, most from 4.5 to 5.5 s.</summary>
    [Fact]
    public void A_smile_is_read_from_h264_as_well()
    {
        using var reader = _factory.Create();
        var smiles = new List<(double Seconds, float Intensity)>();
        foreach (var frame in FakePatientClip.ReadH264Frames().Take(85))
        {
            if (reader.Read([frame]) is { NoReading: null } reading)
                smiles.Add((frame.AtMs / 1000.0, ClipReadings.Intensity(reading, ActionUnit.LipCornerPuller)));
        }

        var (rest, smile) = (smiles.Where(s => s.Seconds is > 1 and < 2.9), smiles.Where(s => s.Seconds is > 4.5 and < 5.5));
        Assert.InRange(smile.Average(s => s.Intensity) - rest.Average(s => s.Intensity), 2.5, 5);
    }

    [Fact]
    public void Readers_of_two_sessions_do_not_disturb_each_other()
    {
        using var one = _factory.Create();
        using var other = _factory.Create();
        // The first of its factory as well, so checked at the same moments.
        using var undisturbed = new FaceReaderFactory(new VisionOptions());
        using var alone = undisturbed.Create();

        for (var i = 0; i < 20; i++)
        {
            other.Read([Clip[i + 120]]);
            var beside = one.Read([Clip[i]]);
            other.Read([Clip[i + 150]]);
            Assert.Equal(alone.Read([Clip[i]])?.ActionUnits, beside?.ActionUnits);
        }
    }

    /// <summary>Else sixty sessions that begin on the hour would ask the detector for sixty faces at the same moment of every second.</summary>
    [Fact]
    public void Readers_made_one_after_another_check_their_faces_at_different_moments()
    {
        foreach (var first in new[] { 1, 100, 12_345 })
        {
            var phases = Enumerable.Range(first, 20).Select(FaceReaderFactory.PhaseOf).Order().ToList();

            Assert.InRange(phases.Zip(phases.Skip(1), (earlier, later) => later - earlier).Max(), 0, 0.1f);
            Assert.InRange(phases[0], 0, 0.1f);
            Assert.InRange(phases[^1], 0.9f, 1);
        }
    }

    /// <summary>The clip's sad face stands quite still from 19.93 to 20.40 s, then it goes, within half a second.</summary>
    [Fact]
    public void A_face_that_stands_still_is_read_twice_a_second_and_ten_times_within_200_ms_of_moving()
    {
        const int KeyframeBefore = 270;
        using var reader = _factory.Create();
        var timeline = FakePatientClip.ReadTimeline().Frames;
        var frames = Enumerable.Range(KeyframeBefore, 60).Select(i => (timeline[i].T, IsRead: reader.Read([Clip[i]]) is not null)).ToList();
        int ReadFrom(double from, double to) => frames.Count(frame => frame.T > from && frame.T < to && frame.IsRead);

        Assert.InRange(ReadFrom(19.95, 20.42), 0, 1);
        Assert.InRange(ReadFrom(20.42, 20.62), 1, 3);
        Assert.InRange(ReadFrom(20.62, 21.02), 4, 6);
    }

    [Fact]
    public void Missing_models_are_named()
    {
        var error = Assert.Throws<VisionUnavailableException>(() => new FaceReaderFactory(new VisionOptions("/nowhere")));

        Assert.Contains("face_detection_short_range.onnx", error.Message, StringComparison.Ordinal);
    }

    /// <summary>No machine of ours has a card; where one has, the first half holds.</summary>
    [Fact]
    public void A_graphics_card_that_is_asked_for_is_used_or_the_start_fails_and_says_why()
    {
        var error = Record.Exception(() => new FaceReaderFactory(new VisionOptions { Device = InferenceDevice.Cuda }).Dispose());

        if (error is not null)
            Assert.Contains("CUDA", Assert.IsType<VisionUnavailableException>(error).Message, StringComparison.Ordinal);
    }
}
