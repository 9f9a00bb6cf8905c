using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Auth;

/// <summary>Signs members in, once they have shown who they are.</summary>
internal sealed class MemberCookies(IClusterClient grains)
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Enters this browser in the member's list and gives it its cookie.</summary>
    public async Task GiveAsync(HttpContext http, ClinicianAccount account) =>
        await SignInAsync(http, account, await Account(account).OpenDeviceAsync(DeviceNames.Of(http.Request)));

    /// <summary>The same for a browser that has shown a passkey.</summary>
    public async Task GiveByPasskeyAsync(HttpContext http, ClinicianAccount account) =>
        await SignInAsync(http, account, await Account(account).OpenDeviceByPasskeyAsync(DeviceNames.Of(http.Request)));

    /// <summary>The same for a browser whose member the issuer has named.</summary>
    /// <returns>The browser's id.</returns>
    public async Task<string> GiveFromIssuerAsync(HttpContext http, ClinicianAccount account, bool vouched)
    {
        var deviceId = await Account(account).OpenDeviceFromIssuerAsync(DeviceNames.Of(http.Request), vouched);
        await SignInAsync(http, account, deviceId);
        return deviceId;
    }

    private IClinicianGrain Account(ClinicianAccount account) => grains.GetGrain<IClinicianGrain>(account.ClinicianId);

    private static Task SignInAsync(HttpContext http, ClinicianAccount account, string deviceId)
    {
        var standing = new MemberStanding(MemberRoles.None, MustEnrol: false);
        var principal = Principals.Clinician(account.ClinicianId, account.PracticeId, deviceId, standing, Scheme);
        return http.SignInAsync(Scheme, principal, new AuthenticationProperties { IsPersistent = true });
    }
}
