using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PsyCare.Silo.Https;

/// <summary>
/// The certificate that this machine makes for itself, so that phones on the same network get a secure context (camera, microphone).
/// Browsers warn once; a practice that has a real certificate puts a proxy in front.
/// </summary>
internal static class HttpsCertificate
{
    private const string FileName = "https.pfx";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan ValidFor = TimeSpan.FromDays(365);
    private static readonly TimeSpan RemadeBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>
    /// The stored certificate, or a new one where there is none, it nears its end, or it lacks one of <paramref name="addresses"/>.
    /// </summary>
    public static X509Certificate2 LoadOrCreate(string keysFolder, IReadOnlyList<IPAddress> addresses, DateTimeOffset now)
    {
        var path = Path.Combine(keysFolder, FileName);
        var stored = File.Exists(path) ? LoadOrNull(path) : null;
        if (stored is not null && stored.NotAfter > now + RemadeBefore && Covers(stored, addresses))
            return stored;
        stored?.Dispose();
        OwnerOnlyFile.Write(path, Create(addresses, now));
        return X509CertificateLoader.LoadPkcs12FromFile(path, null);
    }

    private static X509Certificate2? LoadOrNull(string path)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, null);
        }
        catch (CryptographicException)
        {
            // A damaged file is replaced: nothing else depends on it.
            return null;
        }
    }

    private static bool Covers(X509Certificate2 certificate, IReadOnlyList<IPAddress> addresses)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is not null
            && names.EnumerateDnsNames().Contains(Environment.MachineName, StringComparer.OrdinalIgnoreCase)
            && addresses.All(names.EnumerateIPAddresses().Contains);
    }

    private static byte[] Create(IReadOnlyList<IPAddress> addresses, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=PsyCare on this machine", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(Names(addresses).Build());
        using var certificate = request.CreateSelfSigned(now - ClockSkew, now + ValidFor);
        return certificate.Export(X509ContentType.Pkcs12);
    }

    private static SubjectAlternativeNameBuilder Names(IReadOnlyList<IPAddress> addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Environment.MachineName);
        foreach (var address in addresses.Append(IPAddress.Loopback).Append(IPAddress.IPv6Loopback).Distinct())
            names.AddIpAddress(address);
        return names;
    }
}
