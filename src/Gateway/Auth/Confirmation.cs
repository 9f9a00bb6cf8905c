using System.Security.Claims;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;

namespace PsyCare.Gateway.Auth;

/// <summary>
/// A browser left open must not be enough to take an account over: changes of it ask for the password or, where there is none, for a sign-in
/// by the issuer that is fresh.
/// </summary>
internal sealed class Confirmation(IClusterClient grains, SignIn signIn, TimeProvider time)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    /// <summary>Refuses with WrongPassword, or with SignInAgain where the account has no password.</summary>
    public async Task RequireAsync(ClaimsPrincipal user, string password)
    {
        var account = grains.GetGrain<IClinicianGrain>(user.ClinicianId()!);
        if ((await account.GetAsync()).IssuerOnly)
        {
            var here = (await account.GetDevicesAsync()).FirstOrDefault(d => d.Id == user.DeviceId());
            if (here is not { FromIssuer: true } || time.GetUtcNow() - here.SignedInAt >= FreshFor)
                throw new RefusedException(Refusal.SignInAgain);
        }
        else if (!await signIn.ConfirmAsync(user.ClinicianId()!, password))
        {
            throw new RefusedException(Refusal.WrongPassword);
        }
    }
}
