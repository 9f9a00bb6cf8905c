using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>
/// What reading faces leaves to the garbage collector: the readings that it hands out, which go on to grains and must not change, and nothing else, be it
/// decoding, motion, detector, landmarks or units.
/// </summary>
public sealed class AllocationTests
{
    /// <summary>A reading, its quality, and 19 units of 40 bytes in an array.</summary>
    private const long BytesOfReading = 1_062;

    /// <summary>An estimate with its evidence in a list.</summary>
    private const long BytesOfEmotion = 400;

    private const int Passes = 4;

    [Fact]
    public void Frames_allocate_nothing_but_the_reading_that_is_handed_out()
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = factory.Create();
        EncodedFrame[][] frames = [.. FakePatientClip.ReadSmallFrames().Select(frame => new[] { frame })];
        var (unread, read, least) = (0, 0, long.MaxValue);
        // A collection that another test brings about may count what is left of this thread's 8 KB as used: the pass in which none came tells. The
        // first is for warming up.
        for (var pass = 0; pass < Passes; pass++)
        {
            (unread, read, var wanted) = (0, 0, 0L);
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var frame in frames)
            {
                if (reader.Read(frame) is { } reading)
                    (read, wanted) = (read + 1, wanted + BytesOfReading + (BytesOfEmotion * reading.Emotions.Count));
                else
                    unread++;
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before - wanted);
        }

        Assert.InRange(least, long.MinValue, 0);
        Assert.True(read > 150 && unread > 50, $"{read} frames were read and {unread} not");
    }
}
