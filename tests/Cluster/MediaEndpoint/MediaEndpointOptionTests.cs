using PsyCare.ClusterKit;

namespace PsyCare.Cluster.Tests.MediaEndpoint;

public sealed class MediaEndpointOptionTests
{
    [Fact]
    public async Task An_endpoint_that_nobody_knows_stops_the_start()
    {
        await using var gateway = ServerProcess.Start("dotnet", LocalCluster.Assembly, "gateway", "--media-endpoint", "Janus");
        Assert.NotEqual(0, await gateway.ExitAsync().WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("media-endpoint is 'Janus', which cannot be used", gateway.Output, StringComparison.Ordinal);
    }
}
