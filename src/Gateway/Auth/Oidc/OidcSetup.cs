using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>
/// Sign-in by the practice's issuer: authorization code with PKCE (RFC 7636), ID token checked by ASP.NET Core's handler (signature, issuer,
/// audience, life, nonce). No token is kept: it only says who came, and <see cref="OidcSignIn"/> does the rest.
/// </summary>
internal static class OidcSetup
{
    public const string Scheme = "oidc";
    public const string CallbackPath = "/api/auth/oidc/callback";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SignInWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan IssuerAnswersWithin = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddPsyCareOidc(this IServiceCollection services, OidcOptions options)
    {
        services.AddAuthentication().AddOpenIdConnect(Scheme, handler => Use(handler, options));
        // Tokens are as old as our clock says, which a test can move.
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<TimeProvider>((handler, time) =>
            handler.TokenValidationParameters.LifetimeValidator = (from, until, _, _) =>
                until is { } end && end > (time.GetUtcNow() - Skew).UtcDateTime && (from is not { } start || start <= (time.GetUtcNow() + Skew).UtcDateTime));
        return services.AddSingleton(options)
            .AddSingleton<OidcSignIn>()
            .AddSingleton<OidcSessions>()
            .AddSingleton<LogoutTokens>()
            .AddSingleton<PendingSignIns>();
    }

    private static void Use(OpenIdConnectOptions handler, OidcOptions options)
    {
        handler.Authority = options.Issuer.AbsoluteUri.TrimEnd('/');
        handler.RequireHttpsMetadata = !options.Issuer.IsLoopback;
        (handler.ClientId, handler.ClientSecret) = (options.ClientId, options.ClientSecret);
        (handler.ResponseType, handler.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        handler.CallbackPath = CallbackPath;
        // Both would listen at the root; ours are in OidcApi.
        (handler.RemoteSignOutPath, handler.SignedOutCallbackPath) = (PathString.Empty, PathString.Empty);
        handler.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"])
            handler.Scope.Add(scope);
        handler.MapInboundClaims = false;
        handler.ClaimActions.Clear();
        handler.SaveTokens = false;
        handler.RemoteAuthenticationTimeout = SignInWithin;
        handler.BackchannelTimeout = IssuerAnswersWithin;
        handler.TokenValidationParameters.ValidateIssuerSigningKey = true;
        foreach (var cookie in (CookieBuilder[])[handler.CorrelationCookie, handler.NonceCookie])
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.Always);
        handler.Events.OnRedirectToIdentityProvider = UsePublicUrl;
        handler.Events.OnTokenValidated = RequireSignature;
        handler.Events.OnTicketReceived = CompleteAsync;
        handler.Events.OnAccessDenied = c => Leave(c, OidcSignIn.Page);
        handler.Events.OnRemoteFailure = RefuseAsync;
    }

    /// <summary>Behind a proxy the request does not say under which address the browser reached us.</summary>
    private static Task UsePublicUrl(RedirectContext context)
    {
        if (context.HttpContext.RequestServices.GetRequiredService<GatewayOptions>().PublicUrl is { } here)
            context.ProtocolMessage.RedirectUri = new Uri(here, CallbackPath).AbsoluteUri;
        return Task.CompletedTask;
    }

    /// <summary>
    /// The handler takes an unsigned token from the token endpoint, as OpenID Connect Core 3.1.3.7 allows where TLS has shown who sent it. We do
    /// not: a proxy in between may have ended that TLS.
    /// </summary>
    private static Task RequireSignature(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.SecurityToken.RawSignature))
            context.Fail("The ID token is not signed.");
        return Task.CompletedTask;
    }

    private static async Task CompleteAsync(TicketReceivedContext context)
    {
        var signIn = context.HttpContext.RequestServices.GetRequiredService<OidcSignIn>();
        await Leave(context, await signIn.CompleteAsync(context.HttpContext, context.Principal!, OidcErrand.Of(context.Properties!)));
    }

    private static async Task RefuseAsync(RemoteFailureContext context)
    {
        var services = context.HttpContext.RequestServices;
        // The kind alone: messages quote what came from outside.
        services.GetRequiredService<ILogger<OidcSignIn>>().LogWarning("A sign-in by the issuer failed: {Exception}", Kind(context.Failure));
        GatewayMetrics.CountSignIn("issuer", succeeded: false);
        await services.GetRequiredService<AuditLog>().AppendAsync(AuditAction.SignInRefused, AuditEntry.Unknown, detail: "issuer");
        await Leave(context, OidcSignIn.PageOf(ProblemKind.ProviderFailed));
    }

    private static string? Kind(Exception? failure) => (failure?.InnerException ?? failure)?.GetType().Name;

    private static Task Leave<T>(HandleRequestContext<T> context, string page)
        where T : AuthenticationSchemeOptions
    {
        context.Response.Redirect(page);
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
