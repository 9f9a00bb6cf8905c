using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>Readings of the fake patient's clip, frame by frame, beside what the clip shows.</summary>
public sealed class ClipReadings
{
    private readonly List<(TimelineFrame Shown, FaceReading Reading)> _frames;

    public ClipReadings() => _frames = Read(firstFrame: 0);

    /// <summary>Reads the clip from a frame on; decoding starts at the key frame before it.</summary>
    public static List<(TimelineFrame Shown, FaceReading Reading)> Read(int firstFrame)
    {
        const int KeyframeInterval = 30;
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = factory.Create();
        var timeline = FakePatientClip.ReadTimeline().Frames;
        var frames = FakePatientClip.ReadFrames();
        var readings = new List<(TimelineFrame, FaceReading)>();
        var pending = new List<EncodedFrame>();
        for (var i = firstFrame / KeyframeInterval * KeyframeInterval; i < frames.Count; i++)
        {
            pending.Add(frames[i]);
            if (i < firstFrame)
                continue;
            // Without a new reading the face has not moved: the last one still stands.
            var reading = reader.Read(pending) ?? readings.LastOrDefault().Item2;
            Assert.NotNull(reading);
            readings.Add((timeline[i], reading));
            pending.Clear();
        }

        return readings;
    }

    /// <summary>Readings from one second of the clip to another.</summary>
    public IEnumerable<(TimelineFrame Shown, FaceReading Reading)> Between(double from, double to) =>
        _frames.Where(frame => frame.Shown.T >= from && frame.Shown.T <= to);

    /// <summary>Mean intensity of a unit over a stretch in which every frame has a reading.</summary>
    public float Mean(ActionUnit unit, double from, double to) =>
        Between(from, to).Average(frame => Intensity(frame.Reading, unit));

    public static float Intensity(FaceReading reading, ActionUnit unit) =>
        reading.ActionUnits.Single(estimate => estimate.Unit == unit).Intensity;
}
