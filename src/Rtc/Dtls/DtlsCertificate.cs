using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PsyCare.Rtc.Dtls;

/// <summary>
/// A self-signed ECDSA P-256 certificate and the TLS context that presents it. One serves every peer of a process and must
/// outlive their transports.
/// </summary>
public sealed class DtlsCertificate : IDisposable
{
    private DtlsCertificate(SslContextHandle context, string fingerprint)
    {
        Context = context;
        FingerprintSha256 = fingerprint;
    }

    /// <summary>SHA-256 of the certificate for <c>a=fingerprint</c>: upper-case hex pairs joined by colons.</summary>
    public string FingerprintSha256 { get; }

    internal SslContextHandle Context { get; }

    /// <summary>Makes a new key and a certificate valid for a year around now.</summary>
    /// <param name="clock">Supplies now.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="DtlsException">OpenSSL 3 refused it.</exception>
    /// <exception cref="DllNotFoundException">OpenSSL 3 (<c>libssl.so.3</c>) is not installed.</exception>
    public static DtlsCertificate CreateSelfSigned(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=WebRTC", key, HashAlgorithmName.SHA256);
        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));
        var privateKey = key.ExportECPrivateKey();
        try
        {
            var context = OpenSsl.CreateContext(certificate.RawData, privateKey);
            return new DtlsCertificate(context, Fingerprint.Format(SHA256.HashData(certificate.RawData)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    /// <summary>Releases the context once the last transport is disposed.</summary>
    public void Dispose() => Context.Dispose();
}
