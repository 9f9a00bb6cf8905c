using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>Somebody whom the issuer has named, and who still owes the code of their own second factor.</summary>
internal sealed record PendingSignIn(string MemberId, ExternalIdentity Identity, string? SessionId);

/// <summary>
/// The one half-signed-in state that there is: a sealed cookie, good for five minutes and for one address, where a code is to be typed.
/// It opens nothing; wrong codes count towards the lock-out.
/// </summary>
internal sealed class PendingSignIns(IDataProtectionProvider protection, TimeProvider time)
{
    private const string CookieName = "psycare-pending";
    private const string Path = "/api/auth/oidc";
    private const char Separator = '\n';

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("PsyCare.PendingSignIn.v1");

    public void Give(HttpContext http, PendingSignIn pending)
    {
        var until = (time.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds();
        var content = string.Join(Separator, until, pending.MemberId, pending.Identity.Issuer, pending.Identity.Subject, pending.SessionId);
        http.Response.Cookies.Append(CookieName, _protector.Protect(content), Options());
    }

    /// <summary>Who is awaited in this browser; null when nobody is, or no longer.</summary>
    public PendingSignIn? Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies.TryGetValue(CookieName, out var cookie)
                && _protector.Unprotect(cookie).Split(Separator) is [var until, var member, var issuer, var subject, var session]
                && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeMilliseconds()
                    ? new PendingSignIn(member, new ExternalIdentity(issuer, subject), session.Length == 0 ? null : session)
                    : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options());

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = Path, IsEssential = true };
}
