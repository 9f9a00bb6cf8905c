using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace PsyCare.Gateway.Auth;

/// <summary>
/// A member's cookie is a claim to be checked, not a right: at every request the account says whether its browser is still signed in, and
/// which roles it has. A patient's cookie is bound to one session for good and needs no account.
/// </summary>
internal static class CookieCheck
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.ClinicianId() is not { } memberId)
            return;
        var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountCheck>();
        var deviceId = context.Principal.DeviceId();
        if (deviceId.Length > 0 && await accounts.CheckAsync(memberId, deviceId) is { } standing)
        {
            var practiceId = context.Principal.PracticeId()!;
            context.ReplacePrincipal(Principals.Clinician(memberId, practiceId, deviceId, standing, context.Scheme.Name));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}
