using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Audit;

/// <summary>
/// What the audit logs say of recordings and affect tracks: how each file was when it was finished. An older file put back with an older index
/// contradicts it. Reads all logs of the deployment, also those that other processes write, and of each only what it has not read; keeps
/// some 50 bytes a file. Safe for many threads.
/// </summary>
public sealed class AuditedFiles : IDisposable
{
    /// <summary>The file id of a session's affect track.</summary>
    public const string AffectTrack = "affect";

    private const string Actor = "system";

    private readonly Func<AuditLog> _log;
    private readonly Dictionary<UInt128, Place[]> _places = [];
    private readonly HashSet<UInt128> _erasedRecordings = [];
    private readonly HashSet<UInt128> _erasedTracks = [];

    /// <param name="log">This process's log; opened at the first use.</param>
    /// <param name="places">All logs as of now.</param>
    /// <param name="ring">The practice's keys.</param>
    public AuditedFiles(Func<AuditLog> log, Func<IEnumerable<AuditLogPlace>> places, KeyRing ring)
    {
        _log = log;
        Logs = new FollowedLogs(places, ring, Note);
    }

    /// <summary>The logs that are read.</summary>
    public FollowedLogs Logs { get; }

    /// <summary>Enters how a file is now that nothing more is written to it; durable when the task ends. May be repeated.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="fileId">A segment, or <see cref="AffectTrack"/>.</param>
    /// <param name="extent">How much of it there is.</param>
    /// <param name="practiceId">As for <see cref="AuditLog.AppendAsync"/>.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public Task EnterAsync(string sessionId, string fileId, SealedExtent extent, string? practiceId = null) =>
        _log().AppendAsync(AuditAction.RecordingSealed, Actor, sessionId, fileId, extent, practiceId);

    /// <summary>Signs how much of a segment is on disk (<see cref="SignedCheckpoint"/>).</summary>
    public byte[] Sign(string sessionId, string segmentId, SealedExtent extent) => _log().Sign(sessionId, segmentId, extent);

    /// <summary>Whether one of the logs signed a checkpoint.</summary>
    public bool IsSigned(string sessionId, string segmentId, SealedExtent extent, byte[] signature)
    {
        lock (Logs.Gate)
        {
            return Logs.ReadNew().Concat(Logs.Replaced).Any(tail => SignedCheckpoint.IsSigned(sessionId, segmentId, extent, signature, tail.Keys.Signing));
        }
    }

    /// <summary>What was said of a session's files, by file id; nothing of those that were erased. All that was said of a file must hold.</summary>
    public ILookup<string, SealedExtent> Of(string sessionId)
    {
        var session = KeyOf(sessionId);
        var found = new List<(string FileId, SealedExtent Extent)>();
        lock (Logs.Gate)
        {
            Logs.ReadNew();
            foreach (var place in _places.GetValueOrDefault(session, []))
            {
                // Read anew: two sessions may share a key, though no two will.
                if (place.Log.Read(place.At) is { Detail: { } fileId, File: { } extent } entry && entry.SessionId == sessionId
                    && !(fileId == AffectTrack ? _erasedTracks : _erasedRecordings).Contains(session))
                {
                    found.Add((fileId, extent));
                }
            }
        }

        return found.ToLookup(file => file.FileId, file => file.Extent);
    }

    /// <summary>Reads what the logs hold by now, so that whoever asks first need not wait for all of it.</summary>
    public void ReadAhead()
    {
        lock (Logs.Gate)
        {
            Logs.ReadNew();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Logs.Dispose();

    private static UInt128 KeyOf(string sessionId) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)));

    private void Note(AuditTail tail, long at, AuditEntry entry)
    {
        if (entry is { Action: AuditAction.RecordingSealed, SessionId: { } recorded, File: not null })
        {
            var key = KeyOf(recorded);
            _places[key] = [.. _places.GetValueOrDefault(key, []), new Place(tail, at)];
        }
        else if (entry is { Action: AuditAction.Erased, SessionId: { } erased })
        {
            if (ErasureAudit.IsOfRecording(entry))
            {
                _erasedRecordings.Add(KeyOf(erased));
            }

            if (ErasureAudit.IsOfAffect(entry))
            {
                _erasedTracks.Add(KeyOf(erased));
            }
        }
    }

    private readonly record struct Place(AuditTail Log, long At);
}
