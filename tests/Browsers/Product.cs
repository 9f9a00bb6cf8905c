using System.Diagnostics;
using PsyCare.TestKit.Network;

namespace PsyCare.Browsers;

/// <summary>The product as a process of its own, with folders and ports of its own: started, killed and started again as in real life.</summary>
public sealed class Product : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly string _assembly;
    private readonly string[] _options;
    private readonly int _httpPort = FreePort.Tcp();
    private readonly int _httpsPort = FreePort.Tcp();
    private readonly int _mediaPort = FreePort.UdpAndTcp();
    private readonly List<string> _output = [];
    private Process? _process;

    private Product(string assembly, string folder, string[] options)
    {
        _assembly = assembly;
        _options = options;
        Folder = folder;
    }

    /// <summary>Where everything of this product lies.</summary>
    public string Folder { get; }

    /// <summary>The data folder: what a thief of the disk would get.</summary>
    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Where browsers find it.</summary>
    public string Address => $"http://localhost:{_httpPort}";

    /// <summary>The demo therapist's address and password.</summary>
    public (string Email, string Password) SignIn { get; private set; }

    /// <summary>What the process has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>The id of the running process.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Starts a product with empty folders.</summary>
    /// <param name="assembly">Path of PsyCare.Silo.dll.</param>
    /// <param name="options">Further command line options.</param>
    public static async Task<Product> StartNewAsync(string assembly, params string[] options)
    {
        var product = new Product(assembly, Directory.CreateTempSubdirectory("psycare-e2e-").FullName, options);
        await product.StartAsync();
        return product;
    }

    /// <summary>Starts the process and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                _assembly, "--data", DataFolder, "--keys", Path.Combine(Folder, "keys"), "--http-port", $"{_httpPort}",
                "--https-port", $"{_httpsPort}", "--media-port", $"{_mediaPort}", "--advertise", "127.0.0.1",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var option in _options)
            start.ArgumentList.Add(option);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, "keys", "demo-sign-in.txt"));
        SignIn = (lines[0], lines[1]);
    }

    /// <summary>Waits until the process has printed something.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var started = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (started.Elapsed > StartPatience || _process!.HasExited)
                throw new InvalidOperationException($"The product did not print {text}:\n{Output}");
            await poll.WaitForNextTickAsync();
        }
    }

    /// <summary>The process dies without a word, as in a power cut.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as a service manager does: where tests run in a shell's background, it inherits that Ctrl-C's signal is ignored.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("-TERM");
        using var patience = new CancellationTokenSource(StopPatience);
        await _process!.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Holds the process still, as a network that is gone does: nothing is answered, nothing is closed.</summary>
    public async Task StandStillAsync(TimeSpan time)
    {
        await SignalAsync("-STOP");
        await Task.Delay(time, TimeProvider.System);
        await SignalAsync("-CONT");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var started = Stopwatch.StartNew();
        while (started.Elapsed < StartPatience && !_process!.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync($"{Address}/health/ready");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await poll.WaitForNextTickAsync();
        }

        throw new InvalidOperationException($"The product did not become ready:\n{Output}");
    }
}
