using PsyCare.Gateway.Auth.Oidc;

namespace PsyCare.Gateway;

/// <summary>What the gateway needs to know about the house it stands in.</summary>
public sealed record GatewayOptions
{
    /// <summary>The one practice that this gateway serves (opaque id).</summary>
    public required string PracticeId { get; init; }

    /// <summary>Folder for the keys that protect cookies and media tokens; outside the data, owner-only.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>Folder of the built web client, or null where there is none (tests of the API alone).</summary>
    public string? WebRoot { get; init; }

    /// <summary>Base address for invite links, e.g. <c>https://care.example/</c>; null = as the therapist's browser addressed us.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Base addresses under which other devices on the network reach us.</summary>
    public IReadOnlyList<Uri> NetworkUrls { get; init; } = [];

    /// <summary>Address under which the other gateways reach this one; null where there is only one gateway.</summary>
    public Uri? InternalUrl { get; init; }

    /// <summary>The practice's issuer; null where members sign in with passwords alone.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>Sign-in attempts that one network address may make in a minute.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Invites that one network address may present in a minute.</summary>
    public int InvitesPerMinute { get; init; } = 60;

    /// <summary>Offers that one participant may send to the media endpoint in a minute.</summary>
    public int OffersPerMinute { get; init; } = 60;

    /// <summary>The TURN server, or null where there is none.</summary>
    public TurnOptions? Turn { get; init; }

    /// <summary>How long a page may be gone (a reload, a short loss of network) before it counts as absent.</summary>
    public TimeSpan PresenceGrace { get; init; } = TimeSpan.FromSeconds(5);
}
