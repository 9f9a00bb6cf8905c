using Orleans;
using PsyCare.Domain.Media;

namespace PsyCare.Contracts.Affect;

/// <summary>One encoded frame of a patient's lowest temporal layer. Fields as in <see cref="PsyCare.Domain.Media.EncodedFrame"/>.</summary>
[GenerateSerializer]
[Immutable]
[Alias("psycare.frame")]
public sealed record FrameMessage(
    [property: Id(0)] byte[] Data,
    [property: Id(1)] uint RtpTimestamp,
    [property: Id(2)] bool IsKeyframe,
    [property: Id(3)] long AtMs,
    [property: Id(4)] VideoCodec Codec = VideoCodec.Vp8,
    [property: Id(5)] int Width = 0,
    [property: Id(6)] int Height = 0)
{
    /// <summary>The frame as inference takes it.</summary>
    public EncodedFrame ToFrame() => new(Data, RtpTimestamp, IsKeyframe, AtMs, new VideoFormat(Codec, Width, Height));

    /// <summary>The message that carries a frame.</summary>
    public static FrameMessage Of(EncodedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (codec, width, height) = frame.Format;
        return new FrameMessage(frame.Data, frame.RtpTimestamp, frame.IsKeyframe, frame.AtMs, codec, width, height);
    }
}
