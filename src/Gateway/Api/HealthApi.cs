using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Api;

/// <summary>For whoever keeps the process running.</summary>
internal static class HealthApi
{
    public static void MapHealthApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        group.MapGet("/live", () => TypedResults.Ok()).Describe("live", "The process answers.");
        group.MapGet("/ready", ReadyAsync)
            .Produces(200)
            .Describe("ready", "Grains and their storage answer, and the process is not stopping.", ProblemKind.Unavailable with { Status = 503 });
    }

    private static async Task<IResult> ReadyAsync(IClusterClient grains, GatewayOptions options, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new ProblemResult(ProblemKind.Unavailable with { Status = StatusCodes.Status503ServiceUnavailable });
        await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetAsync();
        return TypedResults.Ok();
    }
}
