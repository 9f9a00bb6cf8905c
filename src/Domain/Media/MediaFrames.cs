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

    /// <summary>VP8.</summary>
    Video = 2,
}

/// <summary>One encoded VP8 frame of the patient's lowest temporal layer, on its way to inference.</summary>
/// <param name="Data">The VP8 frame (RFC 6386), without RTP payload descriptor.</param>
/// <param name="RtpTimestamp">The sender's RTP timestamp, 90 kHz.</param>
/// <param name="IsKeyframe">Whether it decodes on its own.</param>
/// <param name="AtMs">Session clock at arrival, milliseconds.</param>
public sealed record EncodedFrame(byte[] Data, uint RtpTimestamp, bool IsKeyframe, long AtMs);

/// <summary>One encoded frame (VP8) or packet (Opus) for the recorder.</summary>
/// <param name="Kind">Sound or picture.</param>
/// <param name="AtMs">Presentation time on the session clock, milliseconds.</param>
/// <param name="IsKeyframe">Whether a VP8 frame decodes on its own; true for sound.</param>
/// <param name="Data">The payload; the receiver may keep it.</param>
public readonly record struct MediaFrame(MediaKind Kind, long AtMs, bool IsKeyframe, ReadOnlyMemory<byte> Data);
