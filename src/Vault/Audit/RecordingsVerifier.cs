using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Audit;

/// <summary>A recording, or an affect track, that is not as the audit log says.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="FileId">A segment, or <see cref="AuditedFiles.AffectTrack"/>.</param>
/// <param name="Found">
/// <see cref="SegmentEnd.Shortened"/>, <see cref="SegmentEnd.Replaced"/>, <see cref="SegmentEnd.Damaged"/> where only what lies within its chunks
/// differs; null where it is missing.
/// </param>
public sealed record RecordingFinding(string SessionId, string FileId, SegmentEnd? Found);

/// <summary>What comparing recordings and affect tracks with the audit logs found.</summary>
/// <param name="AsFinished">How many are as they were when nothing more was written to them.</param>
/// <param name="Erased">How many were erased since.</param>
/// <param name="Findings">Those that are neither.</param>
public sealed record RecordingsVerdict(int AsFinished, int Erased, IReadOnlyList<RecordingFinding> Findings);

/// <summary>Compares recordings and affect tracks with what the audit logs say of them. Needs no data key. Not for two threads at once.</summary>
/// <param name="store">Where they rest.</param>
/// <param name="dataFolder">The data folder, which has the names of what was erased.</param>
public sealed class RecordingsVerifier(ISealedStore store, string dataFolder)
{
    private readonly Dictionary<(string SessionId, string FileId), List<SealedExtent>> _known = [];
    private readonly HashSet<(string SessionId, bool IsTrack)> _erased = [];
    private readonly ErasedKeys _destroyed = new(dataFolder);

    /// <summary>Takes what an entry says, of any log and in any order of the logs.</summary>
    public void Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry is { Action: AuditAction.RecordingSealed, SessionId: { } session, Detail: { } file, File: { } extent })
        {
            if (!_known.TryGetValue((session, file), out var extents))
            {
                _known[(session, file)] = extents = [];
            }

            extents.Add(extent);
        }
        else if (entry is { Action: AuditAction.Erased, SessionId: { } erased })
        {
            if (ErasureAudit.IsOfRecording(entry))
            {
                _erased.Add((erased, IsTrack: false));
            }

            if (ErasureAudit.IsOfAffect(entry))
            {
                _erased.Add((erased, IsTrack: true));
            }
        }
    }

    /// <summary>Compares each file.</summary>
    /// <param name="content">Whether all bytes of finished recordings are read and hashed, beside the heads of their chunks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store refuses.</exception>
    public async Task<RecordingsVerdict> VerifyAsync(bool content, CancellationToken cancellationToken = default)
    {
        var (asFinished, erased, findings) = (0, 0, new List<RecordingFinding>());
        foreach (var ((sessionId, fileId), extents) in _known)
        {
            if (IsErased(sessionId, fileId))
            {
                erased++;
            }
            else if (await FindAsync(sessionId, fileId, extents, content, cancellationToken).ConfigureAwait(false) is { } finding)
            {
                findings.Add(finding);
            }
            else
            {
                asFinished++;
            }
        }

        return new RecordingsVerdict(asFinished, erased, findings);
    }

    /// <summary>By an entry; or by its key's name among the destroyed, where the log is an older one from a backup.</summary>
    private bool IsErased(string sessionId, string fileId)
    {
        var isTrack = fileId == AuditedFiles.AffectTrack;
        return _erased.Contains((sessionId, isTrack))
            || _destroyed.Contains(isTrack ? DataKeyId.Affect(sessionId) : DataKeyId.Recording(sessionId));
    }

    /// <summary>The first of what was said of a file that does not hold; null where all does.</summary>
    private async ValueTask<RecordingFinding?> FindAsync(
        string sessionId, string fileId, List<SealedExtent> extents, bool content, CancellationToken cancellationToken)
    {
        var name = fileId == AuditedFiles.AffectTrack ? VaultPaths.Affect(sessionId) : VaultPaths.Segment(sessionId, fileId);
        using var file = await store.TryOpenAsync(name, cancellationToken).ConfigureAwait(false);
        if (file is null)
        {
            return new RecordingFinding(sessionId, fileId, Found: null);
        }

        foreach (var extent in extents)
        {
            var end = await HeadWalk.CompareAsync(file, extent, content, cancellationToken).ConfigureAwait(false);
            if (end is not (SegmentEnd.Clean or SegmentEnd.Cut))
            {
                return new RecordingFinding(sessionId, fileId, end);
            }
        }

        return null;
    }
}
