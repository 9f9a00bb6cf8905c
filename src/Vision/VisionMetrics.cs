using System.Diagnostics.Metrics;

namespace PsyCare.Vision;

/// <summary>What reading faces costs: meter <c>PsyCare.Vision</c>. No instrument carries a tag that could name a session.</summary>
internal static class VisionMetrics
{
    private static readonly Meter Meter = new("PsyCare.Vision");

    /// <summary>Time to decode one frame.</summary>
    public static readonly Histogram<double> Decode =
        Meter.CreateHistogram<double>("psycare.vision.decode.ms", "ms", "Time to decode one frame");

    /// <summary>Time from a decoded picture to its reading.</summary>
    public static readonly Histogram<double> Inference =
        Meter.CreateHistogram<double>("psycare.vision.inference.ms", "ms", "Time from a decoded picture to its reading");

    /// <summary>Frames decoded, whether or not they were read.</summary>
    public static readonly Counter<long> FramesDecoded =
        Meter.CreateCounter<long>("psycare.vision.frames.decoded", "{frame}", "Frames decoded");

    /// <summary>Frames that could not be decoded.</summary>
    public static readonly Counter<long> FramesLost =
        Meter.CreateCounter<long>("psycare.vision.frames.lost", "{frame}", "Frames that could not be decoded");

    /// <summary>Frames read, a reading or a reason for none.</summary>
    public static readonly Counter<long> FramesRead =
        Meter.CreateCounter<long>("psycare.vision.frames.read", "{frame}", "Frames read");
}
