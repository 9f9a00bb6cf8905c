using PsyCare.TestKit.Network;

namespace PsyCare.ClusterKit;

/// <summary>What a cluster keeps its state in.</summary>
public enum StorageKind
{
    /// <summary>Redis, every write on the disk before it is acknowledged.</summary>
    Redis,

    /// <summary>PostgreSQL with its defaults, which do the same.</summary>
    Postgres,
}

/// <summary>A storage server with an empty database in a folder of its own.</summary>
public sealed class StorageServer : IAsyncDisposable
{
    private const string PostgresUser = "postgres";
    private static readonly string[] AsPostgres = ["--reuid", PostgresUser, "--regid", PostgresUser, "--clear-groups"];
    private readonly StorageKind _kind;
    private readonly int _port = FreePort.Tcp();
    private ServerProcess? _process;

    /// <summary>Starts nothing yet.</summary>
    public StorageServer(StorageKind kind) => _kind = kind;

    /// <summary>Its files: what a thief of the disk would get.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("psycare-storage-").FullName;

    /// <summary>The options that lead a process of the product here.</summary>
    public string[] Options => _kind == StorageKind.Redis
        ? ["--redis", Redis]
        : ["--postgres", Postgres];

    /// <summary>Where Redis listens.</summary>
    public string Redis => $"localhost:{_port}";

    /// <summary>How PostgreSQL is reached; null where the storage is Redis.</summary>
    public string? PostgresOrNull => _kind == StorageKind.Postgres ? Postgres : null;

    private string Postgres => $"Host=127.0.0.1;Port={_port};Username={PostgresUser};Database=postgres";

    /// <summary>Starts it, again after a kill with what was on its disk.</summary>
    public async Task StartAsync()
    {
        if (_process is { } old)
            await old.DisposeAsync();
        _process = _kind == StorageKind.Redis ? StartRedis() : await StartPostgresAsync();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_process.Output.Contains("eady to accept connections", StringComparison.Ordinal))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The storage did not start:\n{_process.Output}");
            await poll.WaitForNextTickAsync();
        }
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>It neither answers nor closes for a while.</summary>
    public Task StandStillAsync(TimeSpan time) => _process!.StandStillAsync(time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private ServerProcess StartRedis() => ServerProcess.Start(
        "redis-server", "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", Folder, "--appendonly", "yes", "--appendfsync", "always", "--save", "");

    private async Task<ServerProcess> StartPostgresAsync()
    {
        var data = Path.Combine(Folder, "data");
        if (!Directory.Exists(data))
        {
            if (Environment.UserName == "root")
                await RunAsync("chown", PostgresUser, Folder);
            await RunAsync(AsUser(Tool("initdb"), "-D", data, "-U", PostgresUser, "-A", "trust", "--no-sync"));
        }

        var start = AsUser(Tool("postgres"), "-D", data, "-p", $"{_port}", "-h", "127.0.0.1", "-k", "");
        return ServerProcess.Start(start[0], start[1..]);
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static string[] AsUser(params string[] command) =>
        Environment.UserName == "root" ? ["setpriv", .. AsPostgres, .. command] : command;

    /// <summary>Debian keeps PostgreSQL's programs off the path, one folder a version.</summary>
    private static string Tool(string name) =>
        Directory.GetFiles("/usr/lib/postgresql", name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();

    private static async Task RunAsync(params string[] command)
    {
        await using var process = ServerProcess.Start(command[0], command[1..]);
        if (await process.ExitAsync() is not 0)
            throw new InvalidOperationException($"{command[0]} failed:\n{process.Output}");
    }
}
