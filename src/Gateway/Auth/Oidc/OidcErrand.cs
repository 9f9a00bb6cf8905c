using Microsoft.AspNetCore.Authentication;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>
/// What somebody goes to the issuer for. It travels sealed in <c>state</c>, bound to the browser by the handler's correlation cookie: our own
/// cookie does not come along when the issuer sends the browser back (SameSite=Strict).
/// </summary>
/// <param name="Invitation">The secret half of an invitation's link and its id, <c>id.secret</c>; null where it is no joining.</param>
/// <param name="MemberId">Whose account is to be connected; null where it is a sign-in.</param>
/// <param name="DeviceId">The browser in which that member is signed in.</param>
internal sealed record OidcErrand(string? Invitation = null, string? MemberId = null, string? DeviceId = null)
{
    private const string InvitationItem = "psycare:invitation";
    private const string MemberItem = "psycare:member";
    private const string DeviceItem = "psycare:device";

    public static OidcErrand Of(AuthenticationProperties properties) => new(
        properties.Items.TryGetValue(InvitationItem, out var invitation) ? invitation : null,
        properties.Items.TryGetValue(MemberItem, out var member) ? member : null,
        properties.Items.TryGetValue(DeviceItem, out var device) ? device : null);

    public AuthenticationProperties ToProperties()
    {
        // What is null is left out: it would come back as an empty text.
        var properties = new AuthenticationProperties();
        foreach (var (item, value) in new[] { (InvitationItem, Invitation), (MemberItem, MemberId), (DeviceItem, DeviceId) })
        {
            if (value is not null)
                properties.Items[item] = value;
        }

        return properties;
    }
}
