using System.Net;
using Orleans.Configuration;
using Orleans.Hosting;
using PsyCare.Silo.Cluster.Placement;
using PsyCare.Silo.Cluster.Storage;
using PsyCare.Silo.Cluster.Streams;
using PsyCare.Silo.Rooms;
using PsyCare.Silo.Telemetry;

namespace PsyCare.Silo.Cluster;

/// <summary>A process that hosts grains, with health probes over HTTP and nothing else for the outside.</summary>
public static class ClusterSilo
{
    /// <summary>Builds the process; starting it joins the cluster.</summary>
    public static WebApplication Build(ClusterOptions options)
    {
        var builder = ClusterSetup.CreateBuilder(options);
        builder.Services.AddInference(options.InferenceDevice).AddSingleton(s => ClusterSetup.OpenAuditLog(options, s));
        builder.UseOrleans(silo => Configure(silo, options));
        var app = builder.Build();
        app.UseTelemetry(options.Common);
        app.MapGet("/health/live", () => Results.Ok());
        app.MapGet("/health/ready", (ISiloStatusOracle silos) =>
            silos.CurrentStatus == SiloStatus.Active ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        return app;
    }

    private static void Configure(ISiloBuilder silo, ClusterOptions options)
    {
        ClusterStorage.Use(silo, options);
        silo.ConfigureEndpoints(options.Address, options.SiloPort, options.ClientPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(options.Address));
        SessionStreams.Use(silo);
        NearGateway.Use(silo, options.Zone, options.Inference);
        silo.AddOutgoingGrainCallFilter<TimedCalls>();
        silo.AddOutgoingGrainCallFilter<LostSiloRetry>();
        silo.Services.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = ClusterSetup.ResponseTimeout);
        silo.Services.Configure<ClusterMembershipOptions>(NoticeDeath);
    }

    /// <summary>
    /// A killed silo is noticed in about two seconds: three probes, 0.6 s apart, fail at once where the process is gone. Two silos must
    /// agree, so one that is merely slow itself cannot expel the others.
    /// </summary>
    private static void NoticeDeath(ClusterMembershipOptions o)
    {
        o.ProbeTimeout = TimeSpan.FromMilliseconds(600);
        o.NumMissedProbesLimit = 3;
        o.NumVotesForDeathDeclaration = 2;
        o.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        o.DefunctSiloExpiration = TimeSpan.FromMinutes(10);
        o.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }
}
