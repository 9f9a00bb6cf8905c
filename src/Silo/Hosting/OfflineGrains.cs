using Orleans;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Hosting;

/// <summary>The Embedded edition's grains without web and media, for a command. PsyCare must not run meanwhile.</summary>
internal static class OfflineGrains
{
    /// <summary>Starts the grains, runs the work and stops them.</summary>
    public static async Task RunAsync(SiloOptions options, Func<IClusterClient, Task> work)
    {
        if (!File.Exists(Path.Combine(options.DataFolder, SiloHost.DatabaseFile)))
            throw new SiloOptionsException($"There is no practice in {options.DataFolder}; name its folder with --data.");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(options).AddSingleton(TimeProvider.System).AddHostedService<DataFolderLock>();
        SiloHost.AddVault(builder.Services, options);
        SiloHost.AddGrains(builder.Services, options);
        using var host = builder.Build();
        await host.StartAsync();
        try
        {
            await work(host.Services.GetRequiredService<IClusterClient>());
        }
        finally
        {
            await host.StopAsync();
        }
    }
}
