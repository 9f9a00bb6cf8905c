using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc.Tests.Dtls;

/// <summary>The server side against a DTLS client that is not ours: <c>openssl s_client</c>, over loopback UDP.</summary>
public sealed partial class OpenSslPeerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-dtls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("SRTP_AEAD_AES_128_GCM", SrtpProfile.AeadAes128Gcm)]
    [InlineData("SRTP_AES128_CM_SHA1_80", SrtpProfile.Aes128CmHmacSha1_80)]
    public async Task Openssl_client_derives_the_keys_we_derive(string offered, SrtpProfile expected)
    {
        using var certificate = DtlsCertificate.CreateSelfSigned(TimeProvider.System);
        using var transport = new DtlsTransport(certificate, DtlsRole.Server, WriteClientCertificate());
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var length = 2 * (16 + (expected == SrtpProfile.AeadAes128Gcm ? 12 : 14));
        using var client = StartClient(((IPEndPoint)socket.Client.LocalEndPoint!).Port, offered, length);
        var output = client.StandardOutput.ReadToEndAsync(limit.Token);

        await ServeWhile(DtlsState.Handshaking, transport, socket, limit.Token);
        await client.StandardInput.WriteLineAsync("Q".AsMemory(), limit.Token); // s_client leaves, sending close_notify
        var text = await output;
        await client.WaitForExitAsync(limit.Token);

        Assert.Equal(expected, transport.Keys!.Profile);
        var material = Keying().Match(text).Groups[1].Value;
        var keys = transport.Keys;
        Assert.Equal(Convert.ToHexString([.. keys.RemoteKey, .. keys.LocalKey, .. keys.RemoteSalt, .. keys.LocalSalt]), material);
        await ServeWhile(DtlsState.Connected, transport, socket, limit.Token); // on a slow machine flights sent once more come first
        Assert.Equal(DtlsState.Closed, transport.State);
    }

    [GeneratedRegex(@"Keying material: ([0-9A-F]+)")]
    private static partial Regex Keying();

    private static async Task ServeWhile(DtlsState state, DtlsTransport transport, UdpClient socket, CancellationToken stop)
    {
        var buffer = new byte[2048];
        while (transport.State == state)
        {
            var datagram = await socket.ReceiveAsync(stop);
            transport.Receive(datagram.Buffer, TimeSpan.Zero);
            while (transport.TryDequeue(buffer, out var length))
                await socket.SendAsync(buffer.AsMemory(0, length), datagram.RemoteEndPoint, stop);
        }
    }

    private string WriteClientCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(Path.Combine(_folder, "peer.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportECPrivateKeyPem());
        return BitConverter.ToString(SHA256.HashData(certificate.RawData)).Replace('-', ':');
    }

    private Process StartClient(int port, string profile, int keyingLength)
    {
        var pem = Path.Combine(_folder, "peer.pem");
        var start = new ProcessStartInfo("openssl",
        [
            "s_client", "-dtls1_2", "-connect", $"127.0.0.1:{port}", "-use_srtp", profile, "-cert", pem, "-key", pem,
            "-keymatexport", "EXTRACTOR-dtls_srtp", "-keymatexportlen", $"{keyingLength}", "-mtu", "600",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
