using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PsyCare.TestKit.Network;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>A TURN server on this machine: Debian's coturn with a secret, no users.</summary>
internal sealed class Coturn : IDisposable
{
    public const string Path = "/usr/bin/turnserver";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-turn-").FullName;
    private readonly Process _process;

    private Coturn(int port)
    {
        Port = port;
        SecretFile = System.IO.Path.Combine(_folder, "secret");
        File.WriteAllText(SecretFile, Secret);
        var config = System.IO.Path.Combine(_folder, "turnserver.conf");
        File.WriteAllLines(config,
        [
            $"listening-port={port}", "listening-ip=127.0.0.1", "relay-ip=127.0.0.1", "realm=psycare", "fingerprint", "use-auth-secret",
            $"static-auth-secret={Secret}", "no-cli", "no-tls", "no-dtls", "allow-loopback-peers", "log-file=stdout", "simple-log",
            $"userdb={System.IO.Path.Combine(_folder, "users.db")}", $"pidfile={System.IO.Path.Combine(_folder, "pid")}",
        ]);
        var start = new ProcessStartInfo(Path, ["-c", config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The file with the secret that the product is to share.</summary>
    public string SecretFile { get; }

    public int Port { get; }

    private static string Secret => "north-wind-42-north-wind";

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<Coturn> StartAsync()
    {
        var port = FreePort.Tcp();
        var coturn = new Coturn(port);
        var started = Stopwatch.StartNew();
        while (!await IsListeningAsync(port))
        {
            if (started.Elapsed > Patience)
                throw new InvalidOperationException("coturn does not listen.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return coturn;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit(5_000);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
