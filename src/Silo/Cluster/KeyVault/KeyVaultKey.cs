using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster.KeyVault;

/// <summary>
/// An RSA key in Azure Key Vault, or in a managed HSM, that wraps the practice's keys and never leaves it: RSA-OAEP with SHA-256 (RFC 8017, RFC 7518 4.3) by
/// its REST API, <c>POST {vault}/keys/{name}[/{version}]/wrapkey | unwrapkey</c>, version 7.4. (Microsoft's client for keys is not in every registry.)
/// What is busy or away (429, 503, no connection) is tried again for a few seconds.
/// </summary>
public sealed class KeyVaultKey : IRingKey
{
    private const string Algorithm = "RSA-OAEP-256";
    private const string ApiVersion = "7.4";
    private const string NeededRole = "Key Vault Crypto Service Encryption User";
    private const int Ok = 200;
    private const int BadRequest = 400;

    private readonly HttpPipeline _http;
    private readonly string _key;

    /// <summary>A key that the process signs in to itself.</summary>
    /// <param name="vault">The vault, <c>https://NAME.vault.azure.net/</c>, or <c>https://NAME.managedhsm.azure.net/</c>.</param>
    /// <param name="name">The key's name there.</param>
    /// <param name="credential">Who may wrap and unwrap with it.</param>
    public KeyVaultKey(Uri vault, string name, TokenCredential credential)
        : this(vault, name, credential, _ => { })
    {
    }

    /// <summary>A key whose requests a test answers.</summary>
    internal KeyVaultKey(Uri vault, string name, TokenCredential credential, Action<ClientOptions> configure)
    {
        _key = new Uri(vault, $"/keys/{name}").ToString();
        var options = new Options();
        configure(options);
        _http = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, ScopeOf(vault)));
    }

    /// <inheritdoc/>
    public string Description => $"the key {_key}";

    /// <inheritdoc/>
    public WrappedPracticeKey Wrap(ReadOnlySpan<byte> key)
    {
        var wrapped = Call($"{_key}/wrapkey", key);
        return IsOurs(wrapped.Kid)
            ? new WrappedPracticeKey(wrapped.Kid, Base64Url.DecodeFromChars(wrapped.Value))
            : throw new KeyRingException($"Key Vault says that {wrapped.Kid} wrapped what {_key} was to.");
    }

    /// <inheritdoc/>
    public byte[] Unwrap(WrappedPracticeKey wrapped)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        // The ring is a file: it must not send our token anywhere.
        return IsOurs(wrapped.By)
            ? Base64Url.DecodeFromChars(Call($"{wrapped.By}/unwrapkey", wrapped.Value).Value)
            : throw new KeyRingException($"{wrapped.By} wrapped the practice's keys, and this process is to use {_key}.");
    }

    /// <summary>Tokens are for the service that the vault's host name belongs to, which is another one in each of Azure's clouds.</summary>
    private static string ScopeOf(Uri vault) => $"https://{vault.Host[(vault.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";

    private bool IsOurs(string version) => version.StartsWith(_key + "/", StringComparison.OrdinalIgnoreCase)
        && version[(_key.Length + 1)..] is { Length: > 0 } rest && rest.All(char.IsAsciiLetterOrDigit);

    private Answer Call(string operation, ReadOnlySpan<byte> value)
    {
        using var message = _http.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"{operation}?api-version={ApiVersion}"));
        message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        var body = JsonSerializer.SerializeToUtf8Bytes(new Question(Algorithm, Base64Url.EncodeToString(value)), JsonSerializerOptions.Web);
        message.Request.Content = RequestContent.Create(body);
        try
        {
            _http.Send(message, CancellationToken.None);
            return message.Response.Status == Ok ? Read<Answer>(message.Response) ?? throw Refused(message.Response) : throw Refused(message.Response);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException or JsonException)
        {
            throw new KeyRingException($"{_key}, which protects the key ring, cannot be reached: {e.GetType().Name}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    private KeyRingException Refused(Response response)
    {
        var said = $"{response.Status} {CodeOf(response)}".TrimEnd();
        return response.Status switch
        {
            401 or 403 => new KeyRingException($"{_key}, which protects the key ring, refuses this process: {said}. It needs the role {NeededRole}.") { IsRefused = true },
            404 => new KeyRingException($"{_key}, which protects the key ring, or that version of it, is not there: {said}.") { IsRefused = true },
            BadRequest => new KeyRingException($"{_key} does not open the key ring: {said}. The ring was altered, or the key is of another kind than RSA."),
            _ => new KeyRingException($"{_key}, which protects the key ring, cannot be had at this moment: {said}."),
        };
    }

    // Only what names an error: the rest of the answer is text of a server.
    private static string CodeOf(Response response)
    {
        try
        {
            return Read<Failure>(response)?.Error?.Code is { Length: <= 64 } code && code.All(char.IsAsciiLetterOrDigit) ? code : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static T? Read<T>(Response response) => JsonSerializer.Deserialize<T>(response.Content.ToMemory().Span, JsonSerializerOptions.Web);

    private sealed record Question(string Alg, string Value);

    private sealed record Answer(string Kid, string Value);

    private sealed record Failure(Error? Error);

    private sealed record Error(string? Code);

    private sealed class Options : ClientOptions
    {
        public Options()
        {
            Retry.Mode = RetryMode.Exponential;
            Retry.MaxRetries = 3;
            Retry.Delay = TimeSpan.FromMilliseconds(400);
            Retry.MaxDelay = TimeSpan.FromSeconds(4);
            Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
            Diagnostics.IsLoggingEnabled = false;
            Diagnostics.IsDistributedTracingEnabled = false;
        }
    }
}
