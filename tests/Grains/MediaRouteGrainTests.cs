using PsyCare.Contracts.Media;

namespace PsyCare.Grains.Tests;

public sealed class MediaRouteGrainTests : GrainTest
{
    private const string First = "http://10.0.0.1:8080/";
    private const string Second = "http://10.0.0.2:8080/";
    private const string Third = "http://10.0.0.3:8080/";

    private IMediaRouteGrain Route => Host.Client.GetGrain<IMediaRouteGrain>(SessionId);

    [Fact]
    public async Task The_first_gateway_to_claim_a_session_carries_it()
    {
        Assert.Equal(First, await Route.ClaimAsync(First));
        Assert.Equal(First, await Route.ClaimAsync(Second));
        Assert.Equal(First, await Route.ClaimAsync(First));
    }

    [Fact]
    public async Task A_dead_gateway_is_replaced_once_and_the_next_to_find_out_joins_the_new_one()
    {
        await Route.ClaimAsync(First);
        Assert.Equal(Second, await Route.ReplaceAsync(First, Second));
        Assert.Equal(Second, await Route.ReplaceAsync(First, Third));
        Assert.Equal(Second, await Route.ClaimAsync(Third));
    }

    [Fact]
    public async Task Sessions_have_routes_of_their_own()
    {
        await Route.ClaimAsync(First);
        Assert.Equal(Second, await Host.Client.GetGrain<IMediaRouteGrain>("another").ClaimAsync(Second));
    }
}
