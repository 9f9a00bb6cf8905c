using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Cluster.KeyVault;
using PsyCare.Silo.Cluster.Storage;
using PsyCare.Silo.Https;
using PsyCare.Silo.Rooms;
using PsyCare.Silo.Telemetry;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster;

/// <summary>What silos and gateways of one cluster have in common.</summary>
internal static class ClusterSetup
{
    /// <summary>Name that the stored state belongs to; stays the same over all deployments.</summary>
    private const string ServiceId = "psycare";

    /// <summary>A call that takes longer was lost with its silo, and is repeated. The longest real one (sealing and storing) takes milliseconds.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Long enough to finish recordings and hand grains over, short enough for an orchestrator's patience (30 s).</summary>
    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(20);

    /// <summary>A process of the cluster with its vault, in folders that all share, and HTTP on all addresses.</summary>
    public static WebApplicationBuilder CreateBuilder(ClusterOptions options)
    {
        OwnerOnlyFile.CreateFolder(options.Common.DataFolder);
        OwnerOnlyFile.CreateFolder(options.Common.KeysFolder);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.UseQuietLogging("HH:mm:ss.fff ");
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.Host.ConfigureHostOptions(o => o.ShutdownTimeout = DrainWithin);
        builder.Services.AddHostedService(_ => new ProcessLock(FolderOf(options)));
        builder.Services.AddSingleton(options).AddSingleton(options.Common).AddSingleton(TimeProvider.System)
            .AddVault(options.Common).AddBlobs(options).AddMessages().AddClusterName(options);
        if (options.Common.RingKey is not null)
            builder.Services.AddHostedService<KeyLease>();
        builder.Services.AddTelemetry(options.Common);
        string[] urls = options.Common.MetricsPort is { } metrics
            ? [$"http://*:{options.Common.HttpPort}", $"http://*:{metrics}"]
            : [$"http://*:{options.Common.HttpPort}"];
        builder.WebHost.UseUrls(urls).ConfigureKestrel(k => k.AddServerHeader = false);
        return builder;
    }

    /// <summary>An audit log has one writer: each process keeps its own, under its address and port.</summary>
    public static AuditLog OpenAuditLog(ClusterOptions options, IServiceProvider services)
    {
        var folder = FolderOf(options);
        OwnerOnlyFile.CreateFolder(folder);
        var heads = Path.Combine(options.Common.KeysFolder, $"audit-heads-{Path.GetFileName(folder)}.jsonl");
        // A silo serves all practices.
        var practice = options.Role == ClusterRole.Gateway ? options.Common.Practice : null;
        return AuditLog.Open(folder, heads, services.GetRequiredService<KeyRing>(), services.GetRequiredService<TimeProvider>(), practice);
    }

    /// <summary>What is this process's alone in the data folder that all share: <c>gateways/ADDRESS-PORT</c> or <c>silos/ADDRESS-PORT</c>.</summary>
    private static string FolderOf(ClusterOptions options)
    {
        var (kind, port) = options.Role == ClusterRole.Gateway ? (AuditLogs.Gateways, options.Common.HttpPort) : (AuditLogs.Silos, options.SiloPort);
        return Path.Combine(options.Common.DataFolder, kind, $"{options.Address}-{port}".Replace(':', '-'));
    }

    /// <summary>Domain types cross grains as JSON, as in the Embedded edition.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services) => services.AddSerializer(serializer => serializer
        .AddJsonSerializer(type =>
            type.Namespace?.StartsWith("PsyCare.Domain", StringComparison.Ordinal) == true && !type.IsAssignableTo(typeof(Exception))));

    /// <summary>Which cluster a process belongs to.</summary>
    public static IServiceCollection AddClusterName(this IServiceCollection services, ClusterOptions options) =>
        services.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (ServiceId, options.Cluster));
}
