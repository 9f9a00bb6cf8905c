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
    public async Task GiveAsync(HttpContext http, ClinicianAccount account)
    {
        var deviceId = await grains.GetGrain<IClinicianGrain>(account.ClinicianId).OpenDeviceAsync(DeviceNames.Of(http.Request));
        var standing = new MemberStanding(MemberRoles.None, MustEnrol: false);
        var principal = Principals.Clinician(account.ClinicianId, account.PracticeId, deviceId, standing, Scheme);
        await http.SignInAsync(Scheme, principal, new AuthenticationProperties { IsPersistent = true });
    }
}
