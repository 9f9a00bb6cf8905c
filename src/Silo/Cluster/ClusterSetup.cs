using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using PsyCare.Contracts;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Vault;
using PsyCare.Silo.Https;
using PsyCare.Vault;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Cluster;

/// <summary>What silos and gateways of one cluster have in common.</summary>
internal static class ClusterSetup
{
    /// <summary>Name that the stored state belongs to; stays the same over all deployments.</summary>
    private const string ServiceId = "psycare";

    /// <summary>A call that takes longer was lost with its silo, and is repeated. The longest real one (sealing and storing) takes milliseconds.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The keys and the stores in the shared data folder.</summary>
    public static IServiceCollection AddVault(this IServiceCollection services, ClusterOptions options)
    {
        var data = options.Common.DataFolder;
        OwnerOnlyFile.CreateFolder(data);
        OwnerOnlyFile.CreateFolder(options.Common.KeysFolder);
        var keys = KeyRing.OpenOrCreate(options.Common.KeyRingFile, data);
        return services.AddSingleton(options).AddSingleton(options.Common).AddSingleton(TimeProvider.System)
            .AddSingleton(_ => keys)
            .AddSingleton<IDataKeys>(s => s.GetRequiredService<KeyRing>())
            .AddSingleton<StateSealer>()
            .AddSingleton(s => new RecordingVault(data, s.GetRequiredService<KeyRing>()))
            .AddSingleton<IAffectTrackStore>(s => new AffectTrackStore(data, s.GetRequiredService<KeyRing>()));
    }

    /// <summary>Domain types cross grains as JSON, as in the Embedded edition.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services) => services.AddSerializer(serializer => serializer
        .AddJsonSerializer(type =>
            type.Namespace?.StartsWith("PsyCare.Domain", StringComparison.Ordinal) == true && !type.IsAssignableTo(typeof(Exception))));

    /// <summary>Which cluster a process belongs to.</summary>
    public static IServiceCollection AddClusterName(this IServiceCollection services, ClusterOptions options) =>
        services.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (ServiceId, options.Cluster));

    /// <summary>
    /// Streams of frames and readings live in the silos' memory: what is on its way when a silo dies is lost, as a late frame would be.
    /// Polled often, for a reading is of use at once.
    /// </summary>
    public static void PollOften(StreamPullingAgentOptions options) => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);

    /// <summary>One line an event, warnings and what operators follow.</summary>
    public static void UseQuietLogging(this ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss.fff "));
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Orleans", LogLevel.Warning);
        // Its warning that keys are not encrypted: their folder is the owner's alone.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
