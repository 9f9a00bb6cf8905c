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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
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
        var stopped = _host.StopAsync();
        while (!stopped.IsCompleted)
            await EndsAsync(stopped);
        await stopped;
        _host.Dispose();
    }

    /// <summary>Calls that wait for each other end by their time limit, which this clock would never reach: the test fails and does not hang.</summary>
    private async Task EndsAsync(Task stopped)
    {
        try
        {
            await stopped.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }
}

/// <content>The Embedded edition's host.</content>
public static partial class GrainHost
{
    private static partial Task<IGrainHost> StartEditionAsync(GrainFakes fakes) => EmbeddedGrainHost.StartAsync(fakes);
}
