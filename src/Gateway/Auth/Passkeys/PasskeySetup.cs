using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.People;

namespace PsyCare.Gateway.Auth.Passkeys;

/// <summary>Puts ASP.NET Core Identity's WebAuthn together.</summary>
internal static class PasskeySetup
{
    public static IServiceCollection AddPsyCarePasskeys(this IServiceCollection services)
    {
        services.AddIdentityCore<ClinicianAccount>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // The device asks for a finger, a face or a PIN, so that a passkey is two factors; and it knows whose it is, so that nobody types an address.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";
            options.ValidateOrigin = context => ValueTask.FromResult(IsOurs(context));
        });
        return services
            .AddScoped<IUserStore<ClinicianAccount>, PasskeyStore>()
            .AddScoped<IPasskeyHandler<ClinicianAccount>, PasskeyHandler<ClinicianAccount>>()
            .AddScoped<PasskeyCeremonies>();
    }

    /// <summary>
    /// The page's host is the one that was asked, over TLS; on the machine itself without. The scheme of the request says nothing: TLS may end before.
    /// </summary>
    private static bool IsOurs(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin
        && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && string.Equals(origin.Host, context.HttpContext.Request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback);
}
