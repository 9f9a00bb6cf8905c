using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PsyCare.TestKit.Oidc;

/// <summary>Makes JSON Web Tokens signed with RS256 (RFC 7515, RFC 7518 section 3.3), written apart from the library that checks them.</summary>
public sealed class TokenSigner : IDisposable
{
    private const string KeyId = "k1";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _unpublished = RSA.Create(2048);

    /// <summary>The published key as a JSON Web Key Set (RFC 7517).</summary>
    public object KeySet
    {
        get
        {
            var key = _key.ExportParameters(includePrivateParameters: false);
            var published = new
            {
                kty = "RSA",
                use = "sig",
                alg = "RS256",
                kid = KeyId,
                n = Base64Url.EncodeToString(key.Modulus),
                e = Base64Url.EncodeToString(key.Exponent),
            };
            return new { keys = new[] { published } };
        }
    }

    /// <summary>A token with these claims, with the fault that concerns its signature.</summary>
    public string Sign(IReadOnlyDictionary<string, object> claims, TokenFault fault, string type = "JWT")
    {
        var header = Encode(new { alg = fault == TokenFault.NoSignature ? "none" : "RS256", kid = KeyId, typ = type });
        var signed = $"{header}.{Encode(claims)}";
        if (fault == TokenFault.NoSignature)
            return $"{signed}.";
        var key = fault == TokenFault.WrongKey ? _unpublished : _key;
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (fault == TokenFault.Altered)
            signed = $"{header}.{Encode(new Dictionary<string, object>(claims) { ["sub"] = "somebody else" })}";
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        _unpublished.Dispose();
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
