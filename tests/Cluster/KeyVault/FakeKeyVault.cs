using System.Buffers.Text;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PsyCare.Silo.Cluster.KeyVault;

namespace PsyCare.Cluster.Tests.KeyVault;

/// <summary>
/// Answers over HTTPS as Key Vault's published REST API does: wraps and unwraps with real RSA keys that nobody else has, a new one a version; takes no
/// request without its token, and is busy, away or forbidden when a test says so.
/// </summary>
public sealed class FakeKeyVault : IAsyncDisposable
{
    private const string Token = "a-token";

    private readonly Dictionary<string, RSA> _versions = [];
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;

    private FakeKeyVault(WebApplication app, SocketsHttpHandler handler)
    {
        (_app, _handler) = (app, handler);
        _http = new HttpClient(handler, disposeHandler: false);
        NewVersion();
    }

    /// <summary>Its address, which only the clients made here reach.</summary>
    public static Uri Address { get; } = new("https://practice.vault.azure.net/");

    /// <summary>How often it was asked to do something, refused requests not among them.</summary>
    public int Operations { get; private set; }

    /// <summary>All requests, tries included.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers with this status and error code in place of a result, so many times.</summary>
    public (HttpStatusCode Status, string Code, int Times) Refuses { get; set; }

    /// <summary>The version that wraps.</summary>
    public string Newest { get; private set; } = "";

    public static async Task<FakeKeyVault> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var certificate = Certificate();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("https://127.0.0.1:0")
            .ConfigureKestrel(k => k.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        var app = builder.Build();
        FakeKeyVault? vault = null;
        app.MapPost("/keys/{name}/wrapkey", (string name, HttpRequest request) => vault!.AnswerAsync(request, name, null));
        app.MapPost("/keys/{name}/{version}/unwrapkey", (string name, string version, HttpRequest request) => vault!.AnswerAsync(request, name, version));
        await app.StartAsync();
        var port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return vault = new FakeKeyVault(app, new SocketsHttpHandler
        {
            ConnectCallback = (_, stop) => ConnectAsync(port, stop),
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
            },
        });
    }

    /// <summary>A client as a process has one, less patient.</summary>
    public KeyVaultKey Client(string token = Token, string name = "practice-key") => new(Address, name, new OneToken(token), options =>
    {
        options.Transport = new HttpClientTransport(_http);
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(10);
    });

    /// <summary>The key is rotated; the older versions still unwrap.</summary>
    public void NewVersion() => _versions[Newest = Guid.NewGuid().ToString("N")] = RSA.Create(2048);

    /// <summary>A version is destroyed.</summary>
    public void Destroy(string version)
    {
        _versions[version].Dispose();
        _versions.Remove(version);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _http.Dispose();
        _handler.Dispose();
        foreach (var key in _versions.Values)
            key.Dispose();
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, string name, string? version)
    {
        var question = await JsonSerializer.DeserializeAsync<Question>(request.Body, JsonSerializerOptions.Web);
        lock (_versions)
        {
            Requests++;
            if (Refuses is { Times: > 0 } refuses)
            {
                Refuses = refuses with { Times = refuses.Times - 1 };
                return Error(refuses.Status, refuses.Code);
            }

            return request.Headers.Authorization != $"Bearer {Token}" || request.Query["api-version"] != "7.4"
                ? Error(HttpStatusCode.Unauthorized, "Unauthorized")
                : name != "practice-key" || !_versions.TryGetValue(version ?? Newest, out var key) ? Error(HttpStatusCode.NotFound, "KeyNotFound")
                : Do(question!, key, version);
        }
    }

    private IResult Do(Question question, RSA key, string? version)
    {
        Operations++;
        if (question.Alg != "RSA-OAEP-256")
            return Error(HttpStatusCode.BadRequest, "BadParameter");
        var value = Base64Url.DecodeFromChars(question.Value);
        try
        {
            var done = version is null ? key.Encrypt(value, RSAEncryptionPadding.OaepSHA256) : key.Decrypt(value, RSAEncryptionPadding.OaepSHA256);
            return Results.Json(new { kid = $"{Address}keys/practice-key/{version ?? Newest}", value = Base64Url.EncodeToString(done) });
        }
        catch (CryptographicException)
        {
            return Error(HttpStatusCode.BadRequest, "BadParameter");
        }
    }

    private static IResult Error(HttpStatusCode status, string code) =>
        Results.Json(new { error = new { code, message = "what a server says" } }, statusCode: (int)status);

    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=practice.vault.azure.net", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    private sealed record Question(string Alg, string Value);

    private sealed class OneToken(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Assert.Equal(["https://vault.azure.net/.default"], requestContext.Scopes);
            return new AccessToken(token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
