using System.Threading.RateLimiting;

namespace PsyCare.Gateway.Media;

/// <summary>How often one participant may offer anew: each offer costs a key exchange and replaces the connection before.</summary>
internal sealed class OfferLimit(GatewayOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<(string SessionId, string PrincipalId)> _limiter =
        PartitionedRateLimiter.Create<(string SessionId, string PrincipalId), (string, string)>(participant =>
            RateLimitPartition.GetFixedWindowLimiter(participant, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = options.OffersPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));

    /// <summary>False for an offer too many.</summary>
    public bool Allows(string sessionId, string principalId)
    {
        using var lease = _limiter.AttemptAcquire((sessionId, principalId));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
