using PsyCare.Domain.Affect;
using PsyCare.Domain.Vault;
using PsyCare.Grains.Affect;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Vault;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;
using PsyCare.Vision;

namespace PsyCare.Silo.Rooms;

/// <summary>What both editions put together in the same way.</summary>
internal static class RoomServices
{
    /// <summary>The practice's keys, opened now, and the stores in the data folder.</summary>
    /// <exception cref="KeyRingException">The practice's keys cannot be used.</exception>
    public static IServiceCollection AddVault(this IServiceCollection services, SiloOptions options)
    {
        var keys = KeyRing.OpenOrCreate(options.KeyRingFile, options.DataFolder, options.RingProtection);
        var dataKeys = DataKeys.Open(options.KeyStoreFile, options.DataFolder, keys);
        return services.AddSingleton(_ => keys)
            .AddSingleton(_ => dataKeys)
            .AddSingleton<IDataKeys>(dataKeys)
            .AddHostedService<KeyUseEntry>()
            .AddSingleton<StateSealer>()
            .AddSingleton<ISealedStore>(services => new DiskStore(options.DataFolder, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<ISessionFiles, SessionFiles>()
            .AddSingleton<IErasureAudit, ErasureAudit>()
            .AddSingleton<RecordingVault>()
            .AddSingleton(services => new AuditedFiles(
                services.GetRequiredService<AuditLog>, () => AuditLogs.Of(options), keys))
            .AddSingleton(services => services.GetRequiredService<AuditedFiles>().Logs)
            .AddSingleton<AffectTrackStore>()
            .AddSingleton<IAffectTrackStore>(services => services.GetRequiredService<AffectTrackStore>());
    }

    /// <summary>Face reading, for the grains that infer.</summary>
    public static IServiceCollection AddInference(this IServiceCollection services, InferenceDevice device = InferenceDevice.Cpu) => services
        .AddSingleton(new VisionOptions { Device = device })
        .AddSingleton<IFaceReaderFactory, FaceReaderFactory>()
        .AddSingleton(s => new InferencePool(Math.Max(1, Environment.ProcessorCount - 1), s.GetRequiredService<TimeProvider>()));

    /// <summary>One line an event: warnings, and what operators follow.</summary>
    /// <param name="logging">The host's logging.</param>
    /// <param name="timestampFormat">How each line begins; null for no time.</param>
    public static void UseQuietLogging(this ILoggingBuilder logging, string? timestampFormat = null)
    {
        logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, timestampFormat));
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // Its warning that keys are not encrypted: their folder is the owner's alone.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
