using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Hosting;
using PsyCare.TestKit.Time;

namespace PsyCare.Embedded.Tests;

/// <summary>A grain host of its own for each test, on a clock that the test moves.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestHost(ServiceProvider services, FakeTimeProvider clock)
    {
        _services = services;
        Clock = clock;
    }

    public FakeTimeProvider Clock { get; }

    public IClusterClient Client => Get<IClusterClient>();

    public Probe Probe => Get<Probe>();

    public int ActiveGrains => Get<GrainDirectory>().ActiveGrains;

    public static async Task<TestHost> StartAsync(
        IEnumerable<Type> grains,
        Action<EmbeddedGrainsOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        Action<TestHost>? beforeStart = null)
    {
        var clock = new FakeTimeProvider();
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddSingleton<Probe>();
        collection.AddEmbeddedGrains(options =>
        {
            options.AddGrains(grains).AddStreams("streams").AddStorage("clinic").CarryAsJson("PsyCare.Embedded.Tests.Plain");
            configure?.Invoke(options);
        });
        services?.Invoke(collection);
        var host = new TestHost(collection.BuildServiceProvider(), clock);
        try
        {
            beforeStart?.Invoke(host);
            await host.Get<IHostedService>().StartAsync(CancellationToken.None);
            return host;
        }
        catch
        {
            await host._services.DisposeAsync();
            throw;
        }
    }

    public static Task<TestHost> StartAsync<TGrain>(Action<EmbeddedGrainsOptions>? configure = null)
        where TGrain : Grain => StartAsync([typeof(TGrain)], configure);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public TGrain Grain<TGrain>(string key = "one")
        where TGrain : IGrainWithStringKey => Client.GetGrain<TGrain>(key);

    public Task StopAsync() => Get<IHostedService>().StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Probe.OpenAll();
        await StopAsync();
        await _services.DisposeAsync();
    }
}
