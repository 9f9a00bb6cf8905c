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
}
