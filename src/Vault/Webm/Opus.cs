namespace PsyCare.Vault.Webm;

/// <summary>What WebM must know of Opus.</summary>
internal static class Opus
{
    public const int SampleRate = 48_000;
    public const int Channels = 2;

    /// <summary>Length of a packet as WebRTC sends it, milliseconds.</summary>
    public const int PacketMs = 20;

    /// <summary>libopus' look-ahead at 48 kHz: samples a decoder discards at the start.</summary>
    public const int PreSkip = 312;

    /// <summary><see cref="PreSkip"/> in nanoseconds.</summary>
    public const ulong CodecDelayNs = (ulong)PreSkip * 1_000_000_000 / SampleRate;

    /// <summary>How much a decoder must hear before a seek target to have converged, nanoseconds (RFC 7845, 4.6: 80 ms).</summary>
    public const ulong SeekPreRollNs = 80_000_000;

    /// <summary>OpusHead (RFC 7845, 5.1), little-endian: version, channels, pre-skip, input rate, gain, mapping family.</summary>
    public static ReadOnlySpan<byte> Head =>
    [
        (byte)'O', (byte)'p', (byte)'u', (byte)'s', (byte)'H', (byte)'e', (byte)'a', (byte)'d',
        1, Channels, PreSkip & 0xFF, PreSkip >> 8, SampleRate & 0xFF, (SampleRate >> 8) & 0xFF, 0, 0, 0, 0, 0,
    ];
}
