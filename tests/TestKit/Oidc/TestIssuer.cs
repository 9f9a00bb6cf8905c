using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PsyCare.TestKit.Oidc;

/// <summary>
/// A small OpenID Connect issuer on a free port of this machine: discovery, keys, authorization code with PKCE, single-use codes. Whoever
/// comes is <see cref="Person"/>; the tokens have the fault that the test sets.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    /// <summary>What it calls its only client.</summary>
    public const string ClientId = "psycare";

    /// <summary>That client's secret.</summary>
    public const string ClientSecret = "a secret between client and issuer";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly TokenSigner _signer = new();
    private readonly ConcurrentDictionary<string, Grant> _codes = new();

    private TestIssuer(TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", Discover);
        _app.MapGet("/keys", () => Results.Json(_signer.KeySet));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
        _app.MapGet("/end", End);
    }

    /// <summary>The issuer's name and address.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Who is signed in at the issuer.</summary>
    public IssuerPerson Person { get; set; } = new("s1", "Emma Gallo", "emma.gallo@demo.example");

    /// <summary>What is wrong with the tokens.</summary>
    public TokenFault Fault { get; set; }

    /// <summary>Whether whoever comes says no.</summary>
    public bool Declines { get; set; }

    /// <summary>Whether somebody came to sign out.</summary>
    public bool SignedOut { get; private set; }

    /// <summary>The last code it gave out.</summary>
    public string? LastCode { get; private set; }

    /// <summary>Starts an issuer.</summary>
    /// <param name="time">The issuer's clock; null for the machine's.</param>
    public static async Task<TestIssuer> StartAsync(TimeProvider? time = null)
    {
        var issuer = new TestIssuer(time ?? TimeProvider.System);
        await issuer._app.StartAsync();
        var address = issuer._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        // 127.0.0.1 is another site than localhost, where the product is: cookies are told apart as on the internet.
        issuer.Url = new Uri(address);
        return issuer;
    }

    /// <summary>A logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4) that says that a person's session has ended.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="change">Makes another token of it.</param>
    /// <param name="fault">What is wrong with its signature.</param>
    /// <param name="type"><c>typ</c>.</param>
    public string LogoutToken(
        IssuerPerson person, Action<Dictionary<string, object>>? change = null, TokenFault fault = TokenFault.None, string type = "logout+jwt")
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Address(""),
            ["aud"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 120,
            ["jti"] = Guid.NewGuid().ToString(),
            ["sub"] = person.Subject,
            ["sid"] = person.SessionId,
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new { } },
        };
        change?.Invoke(claims);
        return _signer.Sign(claims, fault, type);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _signer.Dispose();
    }

    private string Address(string path) => $"{Url.GetLeftPart(UriPartial.Authority)}{path}";

    private IResult Discover() => Results.Json(new
    {
        issuer = Address(""),
        authorization_endpoint = Address("/authorize"),
        token_endpoint = Address("/token"),
        jwks_uri = Address("/keys"),
        end_session_endpoint = Address("/end"),
        response_types_supported = new[] { "code" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
        code_challenge_methods_supported = new[] { "S256" },
        frontchannel_logout_supported = true,
    });

    private IResult Authorize(HttpRequest request)
    {
        string Q(string name) => request.Query[name].ToString();
        if (Q("client_id") != ClientId || Q("response_type") != "code" || Q("code_challenge_method") != "S256" || Q("code_challenge").Length != 43
            || !Q("scope").Split(' ').Contains("openid"))
            return Results.BadRequest();
        var answer = new Dictionary<string, string?> { ["state"] = Q("state") };
        if (Declines)
        {
            answer["error"] = "access_denied";
        }
        else
        {
            LastCode = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
            _codes[LastCode] = new Grant(Person, Q("nonce"), Q("code_challenge"), Q("redirect_uri"));
            answer["code"] = LastCode;
        }

        return Results.Redirect(QueryHelpers.AddQueryString(Q("redirect_uri"), answer));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        string F(string name) => form[name].ToString();
        if (F("client_id") != ClientId || F("client_secret") != ClientSecret || F("grant_type") != "authorization_code")
            return Refuse("invalid_client");
        // A code counts once, whatever comes of it.
        if (!_codes.TryRemove(F("code"), out var grant) || grant.RedirectUri != F("redirect_uri")
            || grant.Challenge != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(F("code_verifier")))))
            return Refuse("invalid_grant");
        return Results.Json(new { access_token = "of no use here", token_type = "Bearer", expires_in = 60, id_token = _signer.Sign(Claims(grant), Fault) });
    }

    private IResult End(HttpRequest request)
    {
        SignedOut = true;
        return Results.Redirect(request.Query["post_logout_redirect_uri"].ToString());
    }

    private Dictionary<string, object> Claims(Grant grant)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var start = Fault switch { TokenFault.Expired => now - 7_200, TokenFault.NotYet => now + 3_600, _ => now };
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Fault == TokenFault.WrongIssuer ? "https://elsewhere.example" : Address(""),
            ["aud"] = Fault == TokenFault.WrongAudience ? "another client" : ClientId,
            ["sub"] = grant.Person.Subject,
            ["sid"] = grant.Person.SessionId,
            ["name"] = grant.Person.Name,
            ["email"] = grant.Person.Email,
            ["email_verified"] = true,
            ["amr"] = grant.Person.Methods,
            ["iat"] = start,
            ["nbf"] = start,
            ["exp"] = start + 3_600,
        };
        if (Fault != TokenFault.NoNonce)
            claims["nonce"] = Fault == TokenFault.WrongNonce ? "of another sign-in" : grant.Nonce;
        if (grant.Person.Roles.Count > 0)
            claims["roles"] = grant.Person.Roles;
        return claims;
    }

    private static IResult Refuse(string error) => Results.Json(new { error }, statusCode: StatusCodes.Status400BadRequest);

    private sealed record Grant(IssuerPerson Person, string Nonce, string Challenge, string RedirectUri);
}
