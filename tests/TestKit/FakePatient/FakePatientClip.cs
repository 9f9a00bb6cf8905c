using PsyCare.Domain.Media;

namespace PsyCare.TestKit.FakePatient;

/// <summary>
/// The fake patient: 29 s of a rendered head, 640x480 at 15 frames/s, VP8 with a key frame every 2 s, whose expressions are known.
/// Happiness 3-6 s, surprise 8-11, anger 13-16, sadness 18-21, turned away 22-24.5, too dark 25.5-28, a blink every 4.1 s.
/// </summary>
public static class FakePatientClip
{
    private const int VideoClock = 90_000;

    /// <summary>The clip, beside the binaries.</summary>
    public static string Path => PathOf("clip.ivf");

    /// <summary>Opens the clip from its start.</summary>
    public static IvfReader Open() => new(File.OpenRead(Path));

    /// <summary>The clip at 320x240 and 180 kbit/s, about what the lowest layer of a call brings; else as <see cref="ReadFrames()"/>.</summary>
    public static IReadOnlyList<EncodedFrame> ReadSmallFrames() => ReadFrames(PathOf("clip-small.ivf"));

    /// <summary>
    /// The first 8 s of the clip at 320x240 in H.264 constrained baseline, a key frame every 2 s. Made by ffmpeg from clip-small.ivf: <c>-t 8 -c:v libx264
    /// -profile:v baseline -b:v 150k -g 30 -sc_threshold 0 -x264-params aud=1:repeat-headers=1:slices=1 -bsf:v filter_units=remove_types=6</c>.
    /// </summary>
    public static IReadOnlyList<EncodedFrame> ReadH264Frames()
    {
        var pictures = AnnexB.ReadPictures(File.ReadAllBytes(PathOf("clip-small.h264")));
        return [.. pictures.Select((picture, i) => new EncodedFrame(
            picture.Data, (uint)(i * VideoClock / 15), picture.IsKeyframe, i * 1000L / 15,
            picture.IsKeyframe ? new VideoFormat(VideoCodec.H264, 320, 240) : new VideoFormat(VideoCodec.H264)))];
    }

    /// <summary>What the clip shows.</summary>
    public static Timeline ReadTimeline()
    {
        using var stream = File.OpenRead(PathOf("timeline.json"));
        return Timeline.Read(stream);
    }

    /// <summary>Every frame as it would reach inference: RTP time at 90 kHz and session clock both start at 0.</summary>
    public static IReadOnlyList<EncodedFrame> ReadFrames() => ReadFrames(Path);

    private static List<EncodedFrame> ReadFrames(string path)
    {
        using var reader = new IvfReader(File.OpenRead(path));
        var frames = new List<EncodedFrame>();
        while (reader.TryRead(out var data))
        {
            var seconds = (double)frames.Count * reader.RateDenominator / reader.RateNumerator;
            var isKeyframe = data.Length > 0 && (data[0] & 1) == 0;
            frames.Add(new(data, (uint)(seconds * VideoClock), isKeyframe, (long)(seconds * 1000)));
        }

        return frames;
    }

    private static string PathOf(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "FakePatient", file);
}
