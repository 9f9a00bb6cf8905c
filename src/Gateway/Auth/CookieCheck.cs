using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PsyCare.Contracts.Rights;

namespace PsyCare.Gateway.Auth;

/// <summary>
/// A member's cookie is a claim to be checked, not a right: at every request the account says whether its browser is still signed in, and
/// which roles it has. A patient's cookie is bound to one session for good and
/// needs no account; to their own page it opens while the link it came by is the newest.
/// </summary>
internal static class CookieCheck
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.SelfId() is { } patientId)
        {
            await ValidateSelfAsync(context, patientId);
            return;
        }

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

    /// <summary>The patient's own page is open to a browser until the therapist issues another link or takes the access back.</summary>
    private static async Task ValidateSelfAsync(CookieValidatePrincipalContext context, string patientId)
    {
        var grains = context.HttpContext.RequestServices.GetRequiredService<IClusterClient>();
        if (await grains.GetGrain<IPatientAccessGrain>(patientId).IsCurrentAsync(context.Principal!.Generation()))
            return;
        if (Principals.WithoutSelf(context.Principal!, context.Scheme.Name) is { } left)
        {
            context.ReplacePrincipal(left);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}
