namespace PsyCare.Domain.Affect;

/// <summary>Keeps the affect track of a session, encrypted at rest, in blocks of a few seconds, under the key <see cref="Vault.DataKeyId.Affect"/>.</summary>
public interface IAffectTrackStore
{
    /// <summary>Seals <paramref name="samples"/> as one block and appends it durably.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="samples">Samples in order of <see cref="AffectSample.Sequence"/>; at least one.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    Task AppendAsync(string sessionId, IReadOnlyList<AffectSample> samples, CancellationToken cancellationToken);

    /// <summary>Reads every intact block, in order; a block torn by a crash at the end is left out.</summary>
    /// <returns>All samples; empty where nothing was stored.</returns>
    Task<IReadOnlyList<AffectSample>> ReadAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Enters in the audit log how far the track goes by now: less than that, or another track in its place, is noticed from then on. May be
    /// repeated; nothing happens where there is no track, or the log knows as much.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="practiceId">Its practice; null where that is the one that this process serves, or nobody knows.</param>
    /// <param name="cancellationToken">Gives up before anything is entered.</param>
    Task SettleAsync(string sessionId, string? practiceId, CancellationToken cancellationToken);
}
