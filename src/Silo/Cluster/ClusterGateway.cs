using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using PsyCare.Gateway;
using PsyCare.Media;
using PsyCare.Silo.Cluster.Media;
using PsyCare.Silo.Cluster.Placement;
using PsyCare.Silo.Cluster.Storage;
using PsyCare.Silo.Cluster.Streams;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Telemetry;

namespace PsyCare.Silo.Cluster;

/// <summary>
/// A process for browsers: web, signalling and media. An Orleans client, so that no silo port faces the internet. TLS ends at the load
/// balancer before it.
/// </summary>
public static class ClusterGateway
{
    /// <summary>Builds the process; starting it opens the ports.</summary>
    public static WebApplication Build(ClusterOptions options)
    {
        var common = options.Common;
        var builder = ClusterSetup.CreateBuilder(options);
        builder.UseOrleansClient(client => Configure(client, options));
        var addresses = common.Advertise.Count > 0 ? common.Advertise : LocalAddresses.OfNetwork();
        builder.Services.AddSingleton(MediaSettings.Read(common, addresses)).AddMediaEndpoint(options.MediaEndpoint).AddSingleton<DemoPractice>();
        builder.Services.AddSingleton(s => ClusterSetup.OpenAuditLog(options, s));
        builder.Services.AddPsyCareGateway(new PsyCare.Gateway.GatewayOptions
        {
            PracticeId = common.Practice,
            KeysFolder = common.KeysFolder,
            WebRoot = common.WebRoot ?? WebRoot.Find(),
            PublicUrl = common.PublicUrl,
            Turn = TurnSettings.Read(common),
            Oidc = common.Oidc.ToOptions(),
            InternalUrl = new UriBuilder(Uri.UriSchemeHttp, options.Address.ToString(), common.HttpPort).Uri,
        });
        var app = builder.Build();
        app.UseTelemetry(common);
        app.UsePsyCareGateway();
        return app;
    }

    internal static void Configure(IClientBuilder client, ClusterOptions options)
    {
        ClusterStorage.Use(client, options);
        SessionStreams.Use(client);
        client.UseConnectionRetryFilter(RetryAsync)
            .AddOutgoingGrainCallFilter<TimedCalls>()
            .AddOutgoingGrainCallFilter<LostSiloRetry>();
        if (options.Zone is { } zone)
            client.AddOutgoingGrainCallFilter(new ZoneOfCalls(zone));
        client.Services.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = ClusterSetup.ResponseTimeout);
        client.Services.Configure<Orleans.Configuration.GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
    }

    /// <summary>Silos may start after the gateways.</summary>
    private static async Task<bool> RetryAsync(Exception error, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);
        return true;
    }
}
