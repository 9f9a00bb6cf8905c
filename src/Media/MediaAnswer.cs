namespace PsyCare.Media;

/// <summary>The answer to a participant's offer.</summary>
/// <param name="ResourceId">Opaque name of the new peer connection, for <see cref="IMediaEndpoint.Leave"/> and <see cref="IMediaEvents"/>.</param>
/// <param name="Sdp">The SDP answer. It holds all candidates: there is nothing to trickle.</param>
public sealed record MediaAnswer(string ResourceId, string Sdp);
