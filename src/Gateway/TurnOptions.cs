namespace PsyCare.Gateway;

/// <summary>The TURN server (coturn) for browsers whose network lets no UDP through to us, and the secret that we share with it.</summary>
/// <param name="Urls">Where it listens, as RFC 7065 writes it: <c>turn:turn.example:3478</c>, <c>turns:turn.example:443?transport=tcp</c>.</param>
/// <param name="Secret">coturn's <c>static-auth-secret</c>.</param>
public sealed record TurnOptions(IReadOnlyList<string> Urls, string Secret);
