using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Media;
using PsyCare.Media;

namespace PsyCare.Gateway.Api;

/// <summary>How this gateway's calls go, for whoever runs the practice's system: figures over all calls, nothing of anybody.</summary>
internal static class OperationsApi
{
    public static void MapOperationsApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/operations/media", Read).WithTags("Operations").RequireAuthorization(Policies.Administrator)
            .Produces<MediaOperationsView>()
            .Describe("readMediaOperations", "The media endpoint's totals since it started, and how well the calls go now.");

    private static Ok<MediaOperationsView> Read(IMediaEndpoint media, FrameTap tap, GatewayOptions options, TimeProvider time) =>
        TypedResults.Ok(new MediaOperationsView(
            time.GetUtcNow(), media.ReadTotals(), media.ReadQuality(), tap.DroppedFrames, HasRelay: options.Turn is not null));
}

/// <summary>The media endpoint of this gateway.</summary>
/// <param name="At">When it was read: two readings make rates.</param>
/// <param name="Totals">Since it started.</param>
/// <param name="Quality">Now.</param>
/// <param name="FramesTooLate">Frames dropped because inference was too slow to take them.</param>
/// <param name="HasRelay">Whether browsers are given a TURN server.</param>
internal sealed record MediaOperationsView(DateTimeOffset At, MediaTotals Totals, MediaQuality Quality, long FramesTooLate, bool HasRelay);
