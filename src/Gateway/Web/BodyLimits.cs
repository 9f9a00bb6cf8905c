using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Web;

/// <summary>
/// Refuses bodies above an endpoint's limit with a problem that the sender gets to see: a browser that is still sending when the
/// connection closes reports a network failure instead, so what it announced is read and thrown away, up to a bound. Runs after
/// authorization: strangers are not listened to.
/// </summary>
internal static class BodyLimits
{
    private const long MostThrownAway = 32 * 1024 * 1024;
    private const int BufferSize = 64 * 1024;

    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Default;
        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (context.Request.ContentLength > limit)
        {
            if (feature is { IsReadOnly: false })
                feature.MaxRequestBodySize = MostThrownAway;
            if (context.Request.ContentLength <= MostThrownAway)
                await DrainAsync(context);
            await new ProblemResult(ProblemKind.PayloadTooLarge).ExecuteAsync(context);
            return;
        }

        if (feature is { IsReadOnly: false })
            feature.MaxRequestBodySize = limit;
        await next(context);
    });

    private static async Task DrainAsync(HttpContext context)
    {
        var buffer = new byte[BufferSize];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) > 0)
        {
            // Thrown away.
        }
    }
}
