namespace PsyCare.Media.Vp8;

/// <summary>One whole, decodable VP8 frame.</summary>
/// <param name="Data">The frame (RFC 6386).</param>
/// <param name="Timestamp">RTP timestamp, 90 kHz.</param>
/// <param name="IsKeyframe">Whether it decodes on its own.</param>
/// <param name="TemporalId">Its temporal layer.</param>
/// <param name="FirstArrival">When its first packet came.</param>
internal readonly record struct Vp8Frame(byte[] Data, uint Timestamp, bool IsKeyframe, int TemporalId, TimeSpan FirstArrival);
