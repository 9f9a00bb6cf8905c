using PsyCare.Contracts;
using PsyCare.Domain;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Audit;

/// <summary>Checks the logs in which the practice's entries stand, one at a time: this process's own, or another's that lies in the same data.</summary>
internal sealed class AuditChecks(FollowedLogs logs, AuditLog own, GatewayOptions options, TimeProvider time) : IDisposable
{
    private const int MaxRoot = 200;

    private readonly SemaphoreSlim _oneCheck = new(1);

    /// <summary>Checks a whole log.</summary>
    /// <param name="name">Its name; null for this process's own.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RefusedException">NotFound: the practice has no such log.</exception>
    public Task<AuditVerificationView> VerifyAsync(string? name, CancellationToken cancellationToken) =>
        OneAtATimeAsync(() => FindOther(name) is { } place ? VerifyOther(place) : VerifyOwn(), cancellationToken);

    /// <summary>Whether a log continues one that somebody noted.</summary>
    /// <exception cref="RefusedException">Invalid: that is no head. NotFound: the practice has no such log.</exception>
    public Task<bool> ContinuesAsync(NotedHead noted, CancellationToken cancellationToken)
    {
        var hex = new string([.. noted.Root.Where(c => !char.IsWhiteSpace(c))]);
        if (noted.Root.Length > MaxRoot || hex.Length != 64 || !hex.All(char.IsAsciiHexDigit) || noted.Size < 0)
            throw new RefusedException(Refusal.Invalid);
        var root = Convert.FromHexString(hex);
        return OneAtATimeAsync(
            () => FindOther(noted.Log) is { } place ? logs.Continues(place, noted.Size, root) : own.ContinuesFrom(noted.Size, root), cancellationToken);
    }

    public void Dispose() => _oneCheck.Dispose();

    private async Task<T> OneAtATimeAsync<T>(Func<T> check, CancellationToken cancellationToken)
    {
        await _oneCheck.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(check, cancellationToken);
        }
        finally
        {
            _oneCheck.Release();
        }
    }

    /// <summary>The log of that name; null where it is this process's own.</summary>
    private AuditLogPlace? FindOther(string? name)
    {
        if (name is null)
            return null;
        var place = logs.Of(options.PracticeId).FirstOrDefault(log => log.Place.Name == name)?.Place ?? throw new RefusedException(Refusal.NotFound);
        return own.LiesAt(place) ? null : place;
    }

    private AuditVerificationView VerifyOwn()
    {
        var verdict = own.Verify(out var heads);
        var head = own.Head();
        return new AuditVerificationView(
            verdict.Finding, verdict.FirstAltered, heads, head.Size, Convert.ToHexStringLower(head.Root), head.At, head.ToJson());
    }

    private AuditVerificationView VerifyOther(AuditLogPlace place)
    {
        var verdict = logs.Verify(place, out var heads) ?? throw new RefusedException(Refusal.NotFound);
        return new AuditVerificationView(
            verdict.Finding, verdict.FirstAltered, heads, verdict.Size, Convert.ToHexStringLower(verdict.Root), time.GetUtcNow(), Head: null);
    }
}
