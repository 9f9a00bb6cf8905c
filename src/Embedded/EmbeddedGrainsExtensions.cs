using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Storage;
using Orleans.Streams;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Hosting;
using PsyCare.Embedded.Observers;
using PsyCare.Embedded.Reminders;
using PsyCare.Embedded.Serialization;
using PsyCare.Embedded.Storage;
using PsyCare.Embedded.Streams;

namespace PsyCare.Embedded;

/// <summary>Adds the in-process grain host to a process.</summary>
public static class EmbeddedGrainsExtensions
{
    /// <summary>
    /// Hosts grains in this process: adds <see cref="IGrainFactory"/> and <see cref="IClusterClient"/>, and starts and stops the
    /// grains with the host. Call it before adding hosted services that use grains, so that those stop first. An
    /// <see cref="IGrainStateProtector"/> and a <see cref="TimeProvider"/> are taken from the services if they are there.
    /// </summary>
    public static IServiceCollection AddEmbeddedGrains(this IServiceCollection services, Action<EmbeddedGrainsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new EmbeddedGrainsOptions();
        configure(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton(_ => new GrainCatalog(options.Grains));
        services.AddSingleton(_ => new TypeRules(options.IsJson, Freeze(options.Json)));
        services.AddSingleton<MessageCopier>();
        services.AddSingleton<GrainDirectory>();
        services.AddSingleton<ObserverDirectory>();
        services.AddSingleton<ReminderService>();
        services.AddSingleton<IClusterClient, GrainClient>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
        services.AddSingleton<IHostedService, GrainHost>();
        AddTables(services, options);
        AddNamed(services, options);
        return services;
    }

    private static void AddTables(IServiceCollection services, EmbeddedGrainsOptions options)
    {
        if (options.SqlitePath is { } path)
        {
            services.AddSingleton(_ => new SqliteTables(path));
            services.AddSingleton<IStateTable>(provider => provider.GetRequiredService<SqliteTables>());
            services.AddSingleton<IReminderTable>(provider => provider.GetRequiredService<SqliteTables>());
            return;
        }

        services.AddSingleton<MemoryTables>();
        services.AddSingleton<IStateTable>(provider => provider.GetRequiredService<MemoryTables>());
        services.AddSingleton<IReminderTable>(provider => provider.GetRequiredService<MemoryTables>());
    }

    private static void AddNamed(IServiceCollection services, EmbeddedGrainsOptions options)
    {
        foreach (var storage in options.Storages)
        {
            services.AddKeyedSingleton<IGrainStorage>(storage, (provider, _) => new JsonGrainStorage(
                storage, provider.GetRequiredService<IStateTable>(), Freeze(options.Json), provider.GetService<IGrainStateProtector>()));
        }

        foreach (var stream in options.Streams)
        {
            services.AddKeyedSingleton<IStreamProvider>(stream, (provider, _) => new StreamProvider(
                stream, provider.GetRequiredService<GrainDirectory>(), provider.GetRequiredService<MessageCopier>()));
        }
    }

    private static JsonSerializerOptions Freeze(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
