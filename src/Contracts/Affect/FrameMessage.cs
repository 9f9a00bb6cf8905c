using Orleans;

namespace PsyCare.Contracts.Affect;

/// <summary>One encoded VP8 frame of a patient's lowest temporal layer. Fields as in <see cref="PsyCare.Domain.Media.EncodedFrame"/>.</summary>
[GenerateSerializer]
[Immutable]
[Alias("psycare.frame")]
public sealed record FrameMessage(
    [property: Id(0)] byte[] Data,
    [property: Id(1)] uint RtpTimestamp,
    [property: Id(2)] bool IsKeyframe,
    [property: Id(3)] long AtMs);
