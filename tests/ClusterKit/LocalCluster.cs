using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Media;
using PsyCare.Silo.Cluster;
using PsyCare.Silo.Cluster.Media;
using PsyCare.Silo.Configuration;
using PsyCare.TestKit.Network;

namespace PsyCare.ClusterKit;

/// <summary>Storage, silos and gateways on this machine, each a process that can be killed and started again.</summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-cluster-").FullName;
    private readonly StorageServer _storage;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly string? _azureState;
    private IHost? _client;

    private readonly Dictionary<string, string> _environment = [];
    private readonly MediaEndpointKind _media;
    private string _dataFolder;
    private string _keysFolder;

    private LocalCluster(StorageKind storage, AzuriteServer? blobs, AzuriteServer? state, MediaEndpointKind media)
    {
        _media = media;
        if (blobs is not null)
            _environment["PSYCARE_BLOB_CONNECTION"] = blobs.Connection;
        if (state is not null)
            _environment["PSYCARE_AZURE_STATE_CONNECTION"] = state.Connection;
        _azureState = state?.Connection;
        _storage = new StorageServer(storage);
        _dataFolder = Path.Combine(_folder, "data");
        _keysFolder = Path.Combine(_folder, "keys");
    }

    /// <summary>A client of the cluster, as a gateway is one.</summary>
    public IClusterClient Client => _client!.Services.GetRequiredService<IClusterClient>();

    /// <summary>Where state lies.</summary>
    public StorageServer Storage => _storage;

    /// <summary>The silos.</summary>
    public IReadOnlyList<Node> Silos { get; private set; } = [];

    /// <summary>The gateways.</summary>
    public IReadOnlyList<Node> Gateways { get; private set; } = [];

    /// <summary>The demo therapist's address and password; there is one where there is a gateway.</summary>
    public (string Email, string Password) SignIn
    {
        get
        {
            var lines = File.ReadAllLines(Path.Combine(_keysFolder, "demo-sign-in.txt"));
            return (lines[0], lines[1]);
        }
    }

    /// <summary>Where keys lie, and the demo members' sign-ins.</summary>
    public string KeysFolder => _keysFolder;

    /// <summary>The program of the Cluster edition.</summary>
    public static string Assembly => typeof(ClusterSilo).Assembly.Location;

    /// <summary>
    /// Starts a cluster with empty storage; recordings go to <paramref name="blobs"/> and state to <paramref name="state"/> where they are given, which
    /// outlive the cluster.
    /// </summary>
    public static async Task<LocalCluster> StartAsync(
        int silos,
        int gateways,
        StorageKind storage = StorageKind.Redis,
        AzuriteServer? blobs = null,
        AzuriteServer? state = null,
        MediaEndpointKind media = MediaEndpointKind.Rtc)
    {
        var cluster = new LocalCluster(storage, blobs, state, media);
        try
        {
            if (state is null)
                await cluster._storage.StartAsync();
            cluster.Silos = [.. Enumerable.Range(0, silos).Select(_ => new Node(ClusterRole.Silo))];
            cluster.Gateways = [.. Enumerable.Range(0, gateways).Select(_ => new Node(ClusterRole.Gateway))];
            await Task.WhenAll(cluster.Silos.Select(cluster.StartAsync));
            // One after the other: the first makes the demo practice.
            foreach (var gateway in cluster.Gateways)
                await cluster.StartAsync(gateway);
            if (silos > 0)
                await cluster.ConnectAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo and a gateway of a cluster that was started without, over a practice's files and keys from elsewhere.</summary>
    public async Task StartOverAsync(string dataFolder, string keysFolder)
    {
        (_dataFolder, _keysFolder) = (dataFolder, keysFolder);
        (Silos, Gateways) = ([new Node(ClusterRole.Silo)], [new Node(ClusterRole.Gateway)]);
        await StartAsync(Silos[0]);
        await StartAsync(Gateways[0]);
    }

    /// <summary>Asks all processes but the storage to stop, gateways first.</summary>
    public async Task StopAsync()
    {
        foreach (var node in Gateways.Concat(Silos))
            await node.Process!.StopAsync();
    }

    /// <summary>Starts a node, again after a kill, and waits until it is ready.</summary>
    public async Task StartAsync(Node node)
    {
        if (node.Process is { } old)
            await old.DisposeAsync();
        string[] common =
        [
            .. _azureState is null ? _storage.Options : [], "--data", _dataFolder, "--keys", _keysFolder, "--http-port", $"{node.HttpPort}",
        ];
        string[] own = node.Role == ClusterRole.Silo
            ? ["--silo-port", $"{FreePort.Tcp()}", "--client-port", $"{FreePort.Tcp()}"]
            : ["--media-endpoint", $"{_media}", "--media-port", "0", "--advertise", "127.0.0.1", "--demo"];
        node.Process = ServerProcess.StartWith(_environment, "dotnet", [Assembly, $"{node.Role}", .. common, .. own]);
        await WaitUntilReadyAsync(node);
    }

    /// <summary>The gateway that carries a session's media.</summary>
    public async Task<Node> MediaGatewayAsync(string sessionId)
    {
        // Nobody is moved: a session that has media has a gateway.
        var address = new Uri(await Client.GetGrain<IMediaRouteGrain>(sessionId).ClaimAsync("nobody"));
        return Gateways.Single(g => g.HttpPort == address.Port);
    }

    /// <summary>The storage neither answers nor closes for a while.</summary>
    public Task HoldStorageAsync(TimeSpan time) => _storage.StandStillAsync(time);

    /// <summary>The storage dies, and comes back with what was on its disk.</summary>
    public async Task RestartStorageAsync()
    {
        await _storage.KillAsync();
        await _storage.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        foreach (var process in Gateways.Concat(Silos).Select(n => n.Process).OfType<ServerProcess>())
            await process.DisposeAsync();
        await _storage.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ConnectAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var options = new ClusterOptions { Role = ClusterRole.Gateway, Common = new SiloOptions(), Redis = _storage.Redis, Postgres = _storage.PostgresOrNull, AzureStateConnection = _azureState };
        builder.Services.AddSingleton(TimeProvider.System).AddMessages().AddClusterName(options);
        builder.UseOrleansClient(client => ClusterGateway.Configure(client, options));
        _client = builder.Build();
        await _client.StartAsync();
    }

    private async Task WaitUntilReadyAsync(Node node)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var started = Stopwatch.StartNew();
        while (started.Elapsed < StartPatience && !node.Process!.HasExited)
        {
            try
            {
                using var answer = await _http.GetAsync($"{node.Address}/health/ready");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await poll.WaitForNextTickAsync();
        }

        throw new InvalidOperationException($"The {node.Role} did not become ready:\n{node.Process!.Output}");
    }
}

/// <summary>A silo or gateway.</summary>
public sealed class Node(ClusterRole role)
{
    /// <summary>What it is.</summary>
    public ClusterRole Role => role;

    /// <summary>Its HTTP port, the same over all its lives.</summary>
    public int HttpPort { get; } = FreePort.Tcp();

    /// <summary>Where it answers HTTP.</summary>
    public string Address => $"http://localhost:{HttpPort}";

    /// <summary>Its process; the last one where it has been killed.</summary>
    public ServerProcess? Process { get; internal set; }
}
