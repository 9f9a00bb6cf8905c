using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Vision;

namespace PsyCare.Training.Evaluation;

/// <summary>Reads a clip (IVF) as the product does and prints each second's mean of every unit, to look at beside the pictures.</summary>
internal static class ClipCommand
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 12;

    /// <summary>Prints a clip's readings.</summary>
    public static void Run(string file, double framesPerSecond)
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = factory.Create();
        var second = new List<FaceReading>();
        var (index, pending) = (0, new List<EncodedFrame>());
        foreach (var data in Frames(File.ReadAllBytes(file)))
        {
            var at = index++ / framesPerSecond;
            pending.Add(new(data, (uint)(at * 90_000), (data[0] & 1) == 0, (long)(at * 1000)));
            if (index % 3 != 0)
                continue;
            if (reader.Read(pending) is { } reading)
                second.Add(reading);
            pending.Clear();
            if ((int)(index / framesPerSecond) == (int)((index - 3) / framesPerSecond))
                continue;
            Print((int)at, second);
            second.Clear();
        }
    }

    private static IEnumerable<byte[]> Frames(byte[] ivf)
    {
        for (var at = HeaderBytes; at + FrameHeaderBytes <= ivf.Length;)
        {
            var size = BitConverter.ToInt32(ivf, at);
            yield return ivf[(at + FrameHeaderBytes)..(at + FrameHeaderBytes + size)];
            at += FrameHeaderBytes + size;
        }
    }

    private static void Print(int second, List<FaceReading> readings)
    {
        var gaps = readings.Where(reading => reading.NoReading is not null).GroupBy(reading => reading.NoReading)
            .Select(group => $"{group.Key}:{group.Count()}");
        var units = readings.SelectMany(reading => reading.ActionUnits).GroupBy(unit => unit.Unit).OrderBy(group => group.Key)
            .Where(group => group.Max(unit => unit.Intensity) >= 1)
            .Select(group => FormattableString.Invariant($"{(int)group.Key}={group.Average(unit => unit.Intensity):F1}"));
        var quality = readings.Select(reading => reading.Quality).OfType<FaceQuality>().FirstOrDefault();
        Console.WriteLine(FormattableString.Invariant(
            $"{second,4} yaw {quality?.YawDegrees,4:F0} pitch {quality?.PitchDegrees,4:F0}  {string.Join(' ', gaps)}  {string.Join(' ', units)}"));
    }
}
