using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PsyCare.Gateway.Api;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Auth;

/// <summary>
/// A second belt to <c>SameSite=Strict</c>: what a browser may change something with needs the header <c>X-PsyCare</c>, which no other site can send
/// without asking us first (CORS preflight), and a hub connection must come from our own origin (WebSockets know no preflight).
/// </summary>
internal static class SameSiteGuard
{
    public const string Header = "X-PsyCare";

    private static readonly PathString Api = "/api";
    private static readonly PathString Whip = "/api/whip";
    private static readonly PathString BackChannel = OidcApi.BackChannelPath;
    private static readonly PathString Hubs = "/hubs";

    public static IApplicationBuilder UseSameSiteGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsForged(context.Request))
            await new ProblemResult(ProblemKind.Forbidden).ExecuteAsync(context);
        else
            await next(context);
    });

    private static bool IsForged(HttpRequest request)
    {
        if (request.Path.StartsWithSegments(Hubs))
            return request.Headers.Origin is [{ } origin] && !IsOurs(origin, request.Host);
        // WHIP carries a bearer token, which a browser never adds by itself; the issuer's own server is no browser, and brings a signed token.
        return request.Path.StartsWithSegments(Api) && !request.Path.StartsWithSegments(Whip) && !request.Path.StartsWithSegments(BackChannel)
            && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
            && !request.Headers.ContainsKey(Header);
    }

    // The scheme is not compared: a proxy in front may speak HTTPS to the browser and HTTP to us.
    private static bool IsOurs(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);
}
