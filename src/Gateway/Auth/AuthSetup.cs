using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth.Oidc;
using PsyCare.Gateway.Auth.Passkeys;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Auth;

/// <summary>Cookies, media tokens, policies and the keys behind them.</summary>
internal static class AuthSetup
{
    public const string CookieName = "psycare";

    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet, 2023).</summary>
    private const int HashIterations = 210_000;

    public static IServiceCollection AddPsyCareAuth(this IServiceCollection services, GatewayOptions options)
    {
        var keys = OwnerOnly(Path.Combine(options.KeysFolder, "web"));
        // Another practice's gateway, with the same folder of keys, can open neither our cookies nor our tokens.
        services.AddDataProtection().SetApplicationName($"PsyCare/{options.PracticeId}").PersistKeysToFileSystem(keys);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(UseCookie)
            .AddScheme<AuthenticationSchemeOptions, MediaTokenHandler>(MediaTokenHandler.Scheme, null);
        services.AddAuthorization(Policies.Add);
        if (options.Oidc is { } oidc)
            services.AddPsyCareOidc(oidc);
        services.AddPsyCarePasskeys();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = HashIterations);
        return services
            .AddSingleton<IPasswordHasher<ClinicianAccount>, PasswordHasher<ClinicianAccount>>()
            .AddSingleton<MediaTokens>()
            .AddSingleton<AccountCheck>()
            .AddSingleton<SignIn>()
            .AddSingleton<Confirmation>()
            .AddSingleton<MemberCookies>()
            .AddSingleton<SessionAccess>();
    }

    private static void UseCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = CookieName;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.ExpireTimeSpan = DeviceSessions.IdleLimit;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = CookieCheck.ValidateAsync;
        cookie.Events.OnRedirectToLogin = c => new ProblemResult(ProblemKind.NotSignedIn).ExecuteAsync(c.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = c => new ProblemResult(ProblemKind.Forbidden).ExecuteAsync(c.HttpContext);
    }

    private static DirectoryInfo OwnerOnly(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
