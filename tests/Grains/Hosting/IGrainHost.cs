using Orleans;

namespace PsyCare.Grains.Tests.Hosting;

/// <summary>Runs the grains of one test: the Embedded host, or a cluster of real Orleans silos.</summary>
public interface IGrainHost : IAsyncDisposable
{
    /// <summary>Calls grains and subscribes to streams, as a gateway does.</summary>
    IClusterClient Client { get; }

    /// <summary>Moves the clock that the grains see.</summary>
    void Advance(TimeSpan time);
}

/// <summary>Starts the host of the edition that the tests were built for.</summary>
public static partial class GrainHost
{
    /// <summary>A host with empty storage.</summary>
    public static Task<IGrainHost> StartAsync(GrainFakes fakes) => StartEditionAsync(fakes);

    private static partial Task<IGrainHost> StartEditionAsync(GrainFakes fakes);
}
