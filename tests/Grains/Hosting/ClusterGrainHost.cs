using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.TestingHost;
using PsyCare.Contracts;

namespace PsyCare.Grains.Tests.Hosting;

/// <summary>A cluster of two Orleans silos in this process. Grains see a clock that can be moved; Orleans' own timers run in real time.</summary>
public sealed class ClusterGrainHost : IGrainHost
{
    private readonly InProcessTestCluster _cluster;
    private readonly MovableClock _clock;

    private ClusterGrainHost(InProcessTestCluster cluster, MovableClock clock)
    {
        _cluster = cluster;
        _clock = clock;
    }

    /// <inheritdoc/>
    public IClusterClient Client => _cluster.Client;

    /// <summary>Starts the silos.</summary>
    public static async Task<IGrainHost> StartAsync(GrainFakes fakes)
    {
        var clock = new MovableClock();
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(StreamNames.Storage, o => o.GrainStorageSerializer = new StateSerializer())
                .AddMemoryGrainStorage("PubSubStore")
                .AddMemoryStreams(StreamNames.Provider)
                .UseInMemoryReminderService();
            silo.Services.AddSingleton<TimeProvider>(clock);
            silo.Services.AddSerializer(AddDomain);
            silo.Services.Configure<StreamPullingAgentOptions>(
                StreamNames.Provider, o => o.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10));
            fakes.AddTo(silo.Services);
        });
        builder.ConfigureClient(client =>
        {
            client.AddMemoryStreams(StreamNames.Provider);
            client.Services.AddSerializer(AddDomain);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ClusterGrainHost(cluster, clock);
    }

    /// <inheritdoc/>
    public void Advance(TimeSpan time) => _clock.Offset += time;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <summary>How the product carries domain types.</summary>
    public static void AddDomain(ISerializerBuilder serializer) => serializer.AddJsonSerializer(
        type => type.Namespace?.StartsWith("PsyCare.Domain", StringComparison.Ordinal) == true && !type.IsAssignableTo(typeof(Exception)));

    private sealed class MovableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}

/// <content>The Cluster edition's host.</content>
public static partial class GrainHost
{
    private static partial Task<IGrainHost> StartEditionAsync(GrainFakes fakes) => ClusterGrainHost.StartAsync(fakes);
}
