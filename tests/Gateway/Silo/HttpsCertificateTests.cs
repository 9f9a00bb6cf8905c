using System.Net;
using System.Security.Cryptography.X509Certificates;
using PsyCare.Silo.Https;

namespace PsyCare.Gateway.Tests.Silo;

public sealed class HttpsCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.9");

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-https-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_names_every_way_to_reach_this_machine_and_only_its_owner_can_read_it()
    {
        using var certificate = HttpsCertificate.LoadOrCreate(_folder, [Here], Now);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(new[] { "localhost", Environment.MachineName }.Distinct().Order(), names.EnumerateDnsNames().Distinct().Order());
        Assert.Contains(Here, names.EnumerateIPAddresses());
        Assert.Contains(IPAddress.Loopback, names.EnumerateIPAddresses());
        Assert.NotNull(certificate.GetECDsaPrivateKey());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.EnumerateFiles(_folder).Single()));
    }

    [Fact]
    public void It_is_kept_until_an_address_is_new_or_its_end_is_near()
    {
        var first = Thumbprint([Here], Now);
        Assert.Equal(first, Thumbprint([Here], Now.AddDays(300)));
        Assert.Equal(first, Thumbprint([], Now.AddDays(300)));
        var moved = Thumbprint([Elsewhere], Now.AddDays(300));
        Assert.NotEqual(first, moved);
        Assert.NotEqual(moved, Thumbprint([Elsewhere], Now.AddDays(300 + 336)));
    }

    [Fact]
    public void A_damaged_file_is_replaced()
    {
        var first = Thumbprint([Here], Now);
        File.WriteAllText(Directory.EnumerateFiles(_folder).Single(), "damaged");
        Assert.NotEqual(first, Thumbprint([Here], Now));
    }

    private string Thumbprint(IPAddress[] addresses, DateTimeOffset now)
    {
        using var certificate = HttpsCertificate.LoadOrCreate(_folder, addresses, now);
        return certificate.Thumbprint;
    }
}
