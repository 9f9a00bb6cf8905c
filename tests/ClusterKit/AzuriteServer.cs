using PsyCare.TestKit.Network;

namespace PsyCare.ClusterKit;

/// <summary>Azure Storage's blobs and tables on this machine: Azurite, on free ports, with its files in a folder of its own.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // Azurite's one account; its key is published.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-azurite-").FullName;
    private readonly int _port = FreePort.Tcp();
    private readonly int _tablePort = FreePort.Tcp();
    private ServerProcess? _process;

    /// <summary>How the product reaches it.</summary>
    public string Connection =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{_port}/{Account};"
        + $"TableEndpoint=http://127.0.0.1:{_tablePort}/{Account};";

    /// <summary>Its files: what a thief of the storage would get.</summary>
    public string Folder => _folder;

    /// <summary>Starts it.</summary>
    /// <param name="program">Azurite's program for all its services; <c>./test</c> installs it.</param>
    public static async Task<AzuriteServer> StartAsync(string program)
    {
        if (!File.Exists(program))
            throw new InvalidOperationException($"{program} is missing: run 'npm ci --ignore-scripts' in tests/Cluster/Storage/azurite, as ./test does.");
        var server = new AzuriteServer();
        server._process = ServerProcess.Start(
            "node", program, "--blobHost", "127.0.0.1", "--blobPort", $"{server._port}", "--tableHost", "127.0.0.1", "--tablePort", $"{server._tablePort}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{FreePort.Tcp()}", "--location", server._folder,
            "--skipApiVersionCheck", "--disableTelemetry", "--silent");
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(Patience);
        while (!server._process.Output.Contains("Table service is successfully listening", StringComparison.Ordinal))
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
