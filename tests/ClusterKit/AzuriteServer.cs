using PsyCare.TestKit.Network;

namespace PsyCare.ClusterKit;

/// <summary>Azure Storage's blobs on this machine: Azurite, on a free port, with its files in a folder of its own.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // Azurite's one account; its key is published.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-azurite-").FullName;
    private readonly int _port = FreePort.Tcp();
    private ServerProcess? _process;

    /// <summary>How the product reaches it.</summary>
    public string Connection =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{_port}/{Account};";

    /// <summary>Its files: what a thief of the storage would get.</summary>
    public string Folder => _folder;

    /// <summary>Starts it.</summary>
    /// <param name="program">Azurite's <c>main.js</c> for blobs; <c>./test</c> installs it.</param>
    public static async Task<AzuriteServer> StartAsync(string program)
    {
        if (!File.Exists(program))
            throw new InvalidOperationException($"{program} is missing: run 'npm ci --ignore-scripts' in tests/Cluster/Storage/azurite, as ./test does.");
        var server = new AzuriteServer();
        server._process = ServerProcess.Start(
            "node", program, "--blobHost", "127.0.0.1", "--blobPort", $"{server._port}", "--location", server._folder,
            "--skipApiVersionCheck", "--disableTelemetry", "--silent");
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(Patience);
        while (!server._process.Output.Contains("successfully listens", StringComparison.Ordinal))
        {
            if (server._process.HasExited || patience.IsCancellationRequested)
                throw new InvalidOperationException($"Azurite did not start:\n{server._process.Output}");
            await poll.WaitForNextTickAsync();
        }

        return server;
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
