namespace PsyCare.Domain.Media;

/// <summary>Who takes part in a session.</summary>
public enum ParticipantRole
{
    /// <summary>The therapist. Never analysed.</summary>
    Clinician = 1,

    /// <summary>The patient.</summary>
    Patient = 2,
}

/// <summary>Sound or picture.</summary>
public enum MediaKind
{
    /// <summary>Opus, 48 kHz.</summary>
    Audio = 1,

    /// <summary>In one of the ways of <see cref="VideoCodec"/>.</summary>
    Video = 2,
}

/// <summary>How pictures are encoded.</summary>
public enum VideoCodec
{
    /// <summary>VP8 (RFC 6386); a frame is what a WebM block holds.</summary>
    Vp8 = 0,

    /// <summary>
    /// H.264 constrained baseline; a frame is the NAL units of one picture, each behind its length in four bytes, big-endian (ISO/IEC 14496-15).
    /// Every key frame brings its parameter sets along.
    /// </summary>
    H264 = 1,
}

/// <summary>What has to be known of a picture besides its bytes.</summary>
/// <param name="Codec">How it is encoded.</param>
/// <param name="Width">Pixels across of an H.264 key frame; else 0: VP8 key frames say it at their start.</param>
/// <param name="Height">Pixels down of an H.264 key frame; else 0.</param>
public readonly record struct VideoFormat(VideoCodec Codec, int Width = 0, int Height = 0);

/// <summary>One encoded frame of the patient's lowest temporal layer, on its way to inference.</summary>
/// <param name="Data">The frame, as <see cref="VideoCodec"/> has it.</param>
/// <param name="RtpTimestamp">The sender's RTP timestamp, 90 kHz.</param>
/// <param name="IsKeyframe">Whether it decodes on its own.</param>
/// <param name="AtMs">Session clock at arrival, milliseconds.</param>
/// <param name="Format">How it is encoded.</param>
public sealed record EncodedFrame(byte[] Data, uint RtpTimestamp, bool IsKeyframe, long AtMs, VideoFormat Format = default);

/// <summary>One encoded frame (VP8, H.264) or packet (Opus) for the recorder.</summary>
/// <param name="Kind">Sound or picture.</param>
/// <param name="AtMs">Presentation time on the session clock, milliseconds.</param>
/// <param name="IsKeyframe">Whether a picture decodes on its own; true for sound.</param>
/// <param name="Data">The payload; the receiver may keep it.</param>
/// <param name="Format">How a picture is encoded; means nothing for sound. A segment has one codec from its start to its end.</param>
public readonly record struct MediaFrame(
    MediaKind Kind, long AtMs, bool IsKeyframe, ReadOnlyMemory<byte> Data, VideoFormat Format = default);
