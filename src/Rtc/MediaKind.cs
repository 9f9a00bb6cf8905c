namespace PsyCare.Rtc;

/// <summary>What an RTP stream carries. A peer has at most one stream of each kind in each direction.</summary>
public enum MediaKind
{
    /// <summary>Opus, 48 kHz RTP clock.</summary>
    Audio,

    /// <summary>A <see cref="VideoCodec"/>, 90 kHz RTP clock.</summary>
    Video,
}

internal static class MediaKindExtensions
{
    internal static int ClockRate(this MediaKind kind) => kind == MediaKind.Audio ? 48_000 : 90_000;
}
