using PsyCare.ClusterKit;

namespace PsyCare.Cluster.Tests.MediaEndpoint;

public sealed class WithoutSipSorceryTests
{
    [Fact]
    public async Task An_endpoint_that_the_build_does_not_have_stops_the_start_and_says_so()
    {
        var keys = Directory.CreateTempSubdirectory("psycare-endpoint-").FullName;
        await using var gateway = ServerProcess.Start(
            "dotnet", LocalCluster.Assembly, "gateway", "--media-endpoint", "SipSorcery", "--keys", Path.Combine(keys, "keys"), "--data", Path.Combine(keys, "data"));
        Assert.NotEqual(0, await gateway.ExitAsync().WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("media-endpoint is SipSorcery, which this build does not have", gateway.Output, StringComparison.Ordinal);
        Directory.Delete(keys, recursive: true);
    }
}
