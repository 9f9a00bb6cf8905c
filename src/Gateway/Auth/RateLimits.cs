using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Gateway.Problems;

namespace PsyCare.Gateway.Auth;

/// <summary>Slows down guessing: sign-ins and invites, per network address.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Invite = "invite";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddPsyCareRateLimits(this IServiceCollection services) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(SignIn, context => PerAddress(context, o => o.SignInsPerMinute));
            limiter.AddPolicy(Invite, context => PerAddress(context, o => o.InvitesPerMinute));
            limiter.OnRejected = RejectAsync;
        });

    private static RateLimitPartition<string> PerAddress(HttpContext context, Func<GatewayOptions, int> permits) =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = permits(context.RequestServices.GetRequiredService<GatewayOptions>()),
                Window = Window,
            });

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        context.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await new ProblemResult(ProblemKind.RateLimited).ExecuteAsync(context.HttpContext);
    }
}
