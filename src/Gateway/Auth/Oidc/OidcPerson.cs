using System.Security.Claims;
using System.Text.Json;
using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>What a validated ID token says of a person.</summary>
/// <param name="Identity">Who they are for the issuer.</param>
/// <param name="Roles">The roles that their claims map to; null where the issuer does not decide on roles.</param>
/// <param name="Vouched">Whether the issuer vouches for a second factor.</param>
/// <param name="SessionId">Their session at the issuer (<c>sid</c>), if it says.</param>
/// <param name="Name">As the issuer shows them; null where it does not say.</param>
/// <param name="Email">As the issuer has it, proven or not: never used to find an account.</param>
internal sealed record OidcPerson(ExternalIdentity Identity, MemberRoles? Roles, bool Vouched, string? SessionId, string? Name, string? Email)
{
    public static OidcPerson Of(ClaimsPrincipal token, OidcOptions options) => new(
        new ExternalIdentity(token.FindFirstValue("iss") ?? "", token.FindFirstValue("sub") ?? ""),
        options.Roles.Count == 0 ? null : RolesOf(token, options),
        token.FindAll(c => c.Type is "amr" or "acr").Any(c => options.SecondFactorValues.Contains(c.Value, StringComparer.Ordinal)),
        token.FindFirstValue("sid"),
        token.FindFirstValue("name"),
        token.FindFirstValue("email") ?? token.FindFirstValue("preferred_username"));

    private static MemberRoles RolesOf(ClaimsPrincipal token, OidcOptions options) => Values(token, options.RoleClaim)
        .Aggregate(MemberRoles.None, (roles, value) => roles | options.Roles.GetValueOrDefault(value));

    private static IEnumerable<string> Values(ClaimsPrincipal token, string claim)
    {
        var plain = token.FindAll(claim).Select(c => c.Value).ToList();
        if (plain.Count > 0 || claim.Split('.') is not [var outer, .. { Length: > 0 } inner])
            return plain;
        return token.FindAll(outer).SelectMany(c => Nested(c.Value, inner));
    }

    /// <summary>The strings at a path of a claim that is a JSON object; none where it is something else.</summary>
    private static List<string> Nested(string json, string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var at = document.RootElement;
            foreach (var name in path)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                    return [];
            }

            return at.ValueKind switch
            {
                JsonValueKind.Array => [.. at.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)],
                JsonValueKind.String => [at.GetString()!],
                _ => [],
            };
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
