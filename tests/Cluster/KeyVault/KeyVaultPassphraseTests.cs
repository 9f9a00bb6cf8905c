using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using PsyCare.Silo.Cluster.KeyVault;
using PsyCare.Vault.Keys;

namespace PsyCare.Cluster.Tests.KeyVault;

/// <summary>
/// The passphrase of the key ring from Key Vault, by Microsoft's client against an answerer that follows the published REST API (GET /secrets/{name},
/// the challenge of its authentication, its errors). It was never run against Azure itself.
/// </summary>
public sealed class KeyVaultPassphraseTests : IDisposable
{
    private const string Secret = "horse battery staple";

    private readonly string _root = Directory.CreateTempSubdirectory("psycare-keyvault-").FullName;

    private string RingFile => Path.Combine(_root, "keys", "ring.json");

    [Fact]
    public void The_key_ring_opens_with_the_secret_and_not_without()
    {
        using var vault = new AnsweringVault();
        using var passphrase = KeyVaultPassphrase.Read(vault.Client(), "psycare-keys");
        using (KeyRing.OpenOrCreate(RingFile, Path.Combine(_root, "data"), passphrase))
        {
            Assert.Equal(RingProtectionKind.Passphrase, KeyRing.ProtectionOf(RingFile));
        }

        using var again = KeyVaultPassphrase.Read(vault.Client(), "psycare-keys");
        using var ring = KeyRing.OpenOrCreate(RingFile, Path.Combine(_root, "data"), again);
        Assert.Throws<KeyRingException>(() => KeyRing.OpenOrCreate(RingFile, Path.Combine(_root, "data")));
        Assert.Equal(["/secrets/psycare-keys"], vault.Asked.Distinct());
        Assert.Contains("Bearer a-token", vault.Authorizations);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "403 Forbidden")]
    [InlineData(HttpStatusCode.NotFound, "404 SecretNotFound")]
    public void What_Key_Vault_refuses_is_said_and_the_secret_is_not(HttpStatusCode status, string said)
    {
        using var vault = new AnsweringVault { Status = status };

        var failure = Assert.Throws<KeyRingException>(() => KeyVaultPassphrase.Read(vault.Client(), "psycare-keys"));

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Answers as Key Vault does.</summary>
    private sealed class AnsweringVault : HttpMessageHandler
    {
        private readonly HttpClient _http;

        public AnsweringVault() => _http = new HttpClient(this, disposeHandler: false);

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public List<string> Asked { get; } = [];

        public List<string> Authorizations { get; } = [];

        public SecretClient Client() => new(
            new Uri("https://practice.vault.azure.net/"), new OneToken(), new SecretClientOptions { Transport = new HttpClientTransport(_http), Retry = { MaxRetries = 0 } });

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Authorization is not { } authorization)
                return Challenge(request);
            Asked.Add(request.RequestUri!.AbsolutePath);
            Authorizations.Add(authorization.ToString());
            var body = Status switch
            {
                HttpStatusCode.OK =>
                    """{"value":"SECRET","id":"https://practice.vault.azure.net/secrets/psycare-keys/1","attributes":{"enabled":true}}"""
                        .Replace("SECRET", Secret, StringComparison.Ordinal),
                HttpStatusCode.NotFound => """{"error":{"code":"SecretNotFound","message":"..."}}""",
                _ => """{"error":{"code":"Forbidden","message":"..."}}""",
            };
            return new HttpResponseMessage(Status) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
                _http.Dispose();
        }

        private static HttpResponseMessage Challenge(HttpRequestMessage request)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = request, Content = new ByteArrayContent([]) };
            answer.Headers.TryAddWithoutValidation(
                "WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000\", resource=\"https://vault.azure.net\"");
            return answer;
        }
    }

    private sealed class OneToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("a-token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
