using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>The practice's OpenID Connect issuer (Entra ID, Keycloak, ...), by which its members may sign in.</summary>
public sealed record OidcOptions
{
    /// <summary>The issuer's address, where <c>.well-known/openid-configuration</c> is found; HTTPS but for this machine.</summary>
    public required Uri Issuer { get; init; }

    /// <summary>What the issuer calls us.</summary>
    public required string ClientId { get; init; }

    /// <summary>Our secret at the issuer; null for a client without one, whom PKCE alone protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What members call the issuer, for the button.</summary>
    public string Name { get; init; } = "SSO";

    /// <summary>Name of the claim that holds roles; a dot goes into an object, e.g. Keycloak's <c>realm_access.roles</c>.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>
    /// Which of its values is which role. Where there are some, the issuer decides on roles, and whoever has none of them does not get in.
    /// Where it is empty, roles are the practice's affair.
    /// </summary>
    public IReadOnlyDictionary<string, MemberRoles> Roles { get; init; } = new Dictionary<string, MemberRoles>();

    /// <summary>Values of <c>amr</c> or <c>acr</c> by which the issuer vouches for a second factor (RFC 8176 has <c>mfa</c>).</summary>
    public IReadOnlyList<string> SecondFactorValues { get; init; } = ["mfa"];

    /// <summary>Whether somebody with a role becomes a member uninvited.</summary>
    public bool AdmitsUninvited { get; init; }
}
