using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using PsyCare.Contracts.People;

namespace PsyCare.Gateway.Auth.Passkeys;

/// <summary>
/// WebAuthn's two ceremonies, done by ASP.NET Core Identity. Between beginning and end the challenge lies sealed in a cookie of the browser that
/// began: what another browser signed does not count.
/// </summary>
internal sealed class PasskeyCeremonies(IPasskeyHandler<ClinicianAccount> handler, IDataProtectionProvider protection, TimeProvider time)
{
    private const string CookieName = "psycare-passkey";
    private const int MaxCredentialLength = 32 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _adding = protection.CreateProtector("passkey/adding");
    private readonly IDataProtector _signIn = protection.CreateProtector("passkey/sign-in");

    /// <summary>What the browser's <c>credentials.create</c> asks for, as WebAuthn writes it in JSON.</summary>
    public async Task<JsonElement> BeginAddingAsync(HttpContext http, ClinicianAccount account)
    {
        var entity = new PasskeyUserEntity { Id = account.ClinicianId, Name = account.Email, DisplayName = account.DisplayName };
        var begun = await handler.MakeCreationOptionsAsync(entity, http);
        Keep(http, _adding, begun.AttestationState);
        return Parse(begun.CreationOptionsJson);
    }

    /// <summary>The new passkey; null where what the browser sent does not answer what this account began.</summary>
    public async Task<UserPasskeyInfo?> FinishAddingAsync(HttpContext http, ClinicianAccount account, JsonElement credential)
    {
        if (Take(http, _adding) is not { } state || TextOf(credential) is not { } text)
            return null;
        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = text, AttestationState = state });
        return result.Succeeded && result.UserEntity.Id == account.ClinicianId && result.Passkey.IsUserVerified ? result.Passkey : null;
    }

    /// <summary>What the browser's <c>credentials.get</c> asks for. It names nobody: the device shows which passkeys it has for this site.</summary>
    public async Task<JsonElement> BeginSignInAsync(HttpContext http)
    {
        var begun = await handler.MakeRequestOptionsAsync(null, http);
        Keep(http, _signIn, begun.AssertionState);
        return Parse(begun.RequestOptionsJson);
    }

    /// <summary>Who has signed, and with what; null where the signature does not count.</summary>
    public async Task<(ClinicianAccount Account, UserPasskeyInfo Passkey)?> FinishSignInAsync(HttpContext http, JsonElement credential)
    {
        if (Take(http, _signIn) is not { } state || TextOf(credential) is not { } text)
            return null;
        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = text, AssertionState = state });
        return result.Succeeded && result.Passkey.IsUserVerified ? (result.User, result.Passkey) : null;
    }

    private void Keep(HttpContext http, IDataProtector protector, string? state)
    {
        var until = (time.GetUtcNow() + Patience).ToUnixTimeSeconds();
        var value = protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{until}.{state}"));
        http.Response.Cookies.Append(CookieName, value, Options(Patience));
    }

    /// <summary>The state that this browser began with, once; null where there is none, it is another ceremony's, or it took too long.</summary>
    private string? Take(HttpContext http, IDataProtector protector)
    {
        if (http.Request.Cookies[CookieName] is not { } sealedState)
            return null;
        http.Response.Cookies.Delete(CookieName, Options(null));
        try
        {
            var parts = protector.Unprotect(sealedState).Split('.', 2);
            return long.Parse(parts[0], CultureInfo.InvariantCulture) >= time.GetUtcNow().ToUnixTimeSeconds() ? parts[1] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Options(TimeSpan? maxAge) =>
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/api", IsEssential = true, MaxAge = maxAge };

    private static string? TextOf(JsonElement credential) =>
        credential.ValueKind == JsonValueKind.Object && credential.GetRawText() is { Length: <= MaxCredentialLength } text ? text : null;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
