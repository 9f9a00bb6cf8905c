using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Finding a stream provider from a grain.</summary>
public static class GrainStreamingExtensions
{
    /// <summary>The provider of that name.</summary>
    /// <exception cref="KeyNotFoundException">None is configured under that name.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) =>
        StreamProviders.Find(grain.ServiceProvider, name);
}

/// <summary>Finding a stream provider from outside of grains.</summary>
public static class ClientStreamingExtensions
{
    /// <summary>The provider of that name.</summary>
    /// <exception cref="KeyNotFoundException">None is configured under that name.</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name)
    {
        ArgumentNullException.ThrowIfNull(client);
        return StreamProviders.Find(client.ServiceProvider, name);
    }
}

internal static class StreamProviders
{
    public static IStreamProvider Find(IServiceProvider services, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return services.GetKeyedService<IStreamProvider>(name)
            ?? throw new KeyNotFoundException($"Stream provider '{name}' not found");
    }
}
