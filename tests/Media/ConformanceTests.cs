using PsyCare.Domain.Media;
using PsyCare.Media.Tests.Rig;

namespace PsyCare.Media.Tests;

/// <summary>Tests of the media port, which every endpoint behind it passes. They are named in <c>*ConformanceTests.cs</c>, one class an endpoint.</summary>
public abstract class ConformanceTests(EndpointUnderTest endpoint)
{
    private protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private protected Task<MediaRig> StartAsync(MediaPolicy? policy = null, int maxPeers = 10, int maxConnecting = 10) =>
        MediaRig.StartAsync(policy, maxPeers, maxConnecting, endpoint);
}
