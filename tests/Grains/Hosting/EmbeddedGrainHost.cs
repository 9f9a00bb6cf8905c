using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Embedded;
using PsyCare.Grains.Sessions;
using PsyCare.TestKit.Time;

namespace PsyCare.Grains.Tests.Hosting;

/// <summary>The in-process host with state in memory and a clock that moves only when told to.</summary>
public sealed class EmbeddedGrainHost : IGrainHost
{
    private readonly IHost _host;
    private readonly FakeTimeProvider _clock;

    private EmbeddedGrainHost(IHost host, FakeTimeProvider clock)
    {
        _host = host;
        _clock = clock;
    }

    /// <inheritdoc/>
    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Starts the host.</summary>
    public static async Task<IGrainHost> StartAsync(GrainFakes fakes)
    {
        var clock = new FakeTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddEmbeddedGrains(grains => grains
            .AddGrainsFrom(typeof(SessionGrain).Assembly)
            .AddStorage(StreamNames.Storage)
            .AddStreams(StreamNames.Provider)
            .CarryAsJson("PsyCare.Domain"));
        fakes.AddTo(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new EmbeddedGrainHost(host, clock);
    }

    /// <inheritdoc/>
    public void Advance(TimeSpan time) => _clock.Advance(time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

/// <content>The Embedded edition's host.</content>
public static partial class GrainHost
{
    private static partial Task<IGrainHost> StartEditionAsync(GrainFakes fakes) => EmbeddedGrainHost.StartAsync(fakes);
}
