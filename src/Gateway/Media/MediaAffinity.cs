using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.Media;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Media;

/// <summary>
/// Signalling reaches any gateway, media must meet in one: hands a WHIP request on to the gateway that carries the session, and takes the
/// session over where that one does not answer. The packets themselves go straight to the address in the answer.
/// </summary>
internal sealed class MediaAffinity(
    GatewayOptions options, IClusterClient grains, IHttpClientFactory http, IHostApplicationLifetime lifetime, ILogger<MediaAffinity> log)
    : IEndpointFilter
{
    /// <summary>Name of the HTTP client between gateways.</summary>
    public const string ClientName = "gateways";

    private const string ForwardedHeader = "X-PsyCare-Forwarded";
    private static readonly string[] Carried = ["Authorization", "If-Match", "Accept"];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (options.InternalUrl?.ToString() is not { } me || context.HttpContext.Features.Get<MediaGrant>() is not { } grant)
            return await next(context);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new ProblemResult(ProblemKind.Unavailable with { Status = StatusCodes.Status503ServiceUnavailable });
        // Never twice: two gateways that disagree must not send a request round and round.
        if (request.Headers.ContainsKey(ForwardedHeader))
            return await next(context);

        request.EnableBuffering();
        var route = grains.GetGrain<IMediaRouteGrain>(grant.SessionId);
        var owner = await route.ClaimAsync(me);
        if (owner != me && await TryForwardAsync(context.HttpContext, owner) is { } answer)
            return answer;
        if (owner == me)
            return await next(context);
        owner = await route.ReplaceAsync(owner, me);
        log.LogWarning("Session {Session}: its media gateway does not answer; it moves", grant.SessionId);
        return owner == me || await TryForwardAsync(context.HttpContext, owner) is not { } second ? await next(context) : second;
    }

    /// <summary>The other gateway's answer; null where there is none.</summary>
    private async Task<IResult?> TryForwardAsync(HttpContext context, string owner)
    {
        try
        {
            using var request = await CopyAsync(context.Request, owner);
            using var response = await http.CreateClient(ClientName).SendAsync(request, context.RequestAborted);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                return null;
            var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
            if (response.Headers.Location is { } location)
                context.Response.Headers.Location = location.ToString();
            if (response.Headers.ETag is { } tag)
                context.Response.Headers.ETag = tag.ToString();
            if (response.Headers.TryGetValues("Link", out var links))
                context.Response.Headers.Link = links.ToArray();
            return new Relayed((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), body);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequest source, string owner)
    {
        source.Body.Position = 0;
        var body = new MemoryStream();
        await source.Body.CopyToAsync(body, source.HttpContext.RequestAborted);
        source.Body.Position = 0;
        var request = new HttpRequestMessage(new HttpMethod(source.Method), new Uri(new Uri(owner), source.Path.ToUriComponent()));
        request.Content = new ByteArrayContent(body.ToArray());
        if (source.ContentType is { } type)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var name in Carried.Where(source.Headers.ContainsKey))
            request.Headers.TryAddWithoutValidation(name, source.Headers[name].ToString());
        request.Headers.Add(ForwardedHeader, "1");
        return request;
    }

    private sealed class Relayed(int status, string? type, byte[] body) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            if (type is not null)
                httpContext.Response.ContentType = type;
            if (body.Length > 0)
                await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
