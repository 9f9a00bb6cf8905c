using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>
/// What reading faces leaves to the garbage collector: the readings that it hands out, which go on to grains and must not change, and nothing else, be it
/// decoding, motion, detector, landmarks or units.
/// </summary>
public sealed class AllocationTests
{
    /// <summary>A reading, its quality, and 19 units of 32 bytes in an array.</summary>
    private const long BytesOfReading = 900;

    /// <summary>An estimate with its evidence in a list.</summary>
    private const long BytesOfEmotion = 400;

    [Fact]
    public void Frames_allocate_nothing_but_the_reading_that_is_handed_out()
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = factory.Create();
        EncodedFrame[][] frames = [.. FakePatientClip.ReadSmallFrames().Select(frame => new[] { frame })];
        foreach (var frame in frames)
            reader.Read(frame);

        var (unread, read) = (0, 0);
        foreach (var frame in frames)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = reader.Read(frame);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(allocated, 0, reading is null ? 0 : BytesOfReading + (BytesOfEmotion * reading.Emotions.Count));
            (unread, read) = reading is null ? (unread + 1, read) : (unread, read + 1);
        }

        Assert.True(read > 400 && unread > 5, $"{read} frames were read and {unread} not");
    }
}
