using System.Threading.Channels;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Audit;

/// <summary>A proof that an entry is in the log as a tree head states it; <see cref="MerkleProof.IsIncluded"/> checks it.</summary>
/// <param name="Index">Position of the entry, from 0.</param>
/// <param name="LeafHash">The entry's leaf hash.</param>
/// <param name="Path">The audit path, from the leaf up.</param>
/// <param name="Head">The signed head.</param>
public sealed record InclusionProof(long Index, byte[] LeafHash, IReadOnlyList<byte[]> Path, SignedTreeHead Head);

/// <summary>
/// The practice's append-only log of who did what, in <c>audit/log.pcs</c>: sealed entries under a Merkle tree (RFC 6962) whose signed heads
/// are exported to a file outside the data. Entries that come while the disk is busy are flushed together. One process at a time; safe for
/// many threads.
/// </summary>
public sealed class AuditLog : IAsyncDisposable
{
    private const int MaxWaiting = 8192;
    private static readonly TimeSpan ExportEvery = TimeSpan.FromMinutes(1);

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Lock _gate = new();
    private readonly MerkleTree _tree = new();
    private readonly AuditKeys _keys;
    private readonly AuditFile _file;
    private readonly string _path;
    private readonly string _headsFile;
    private readonly string? _practiceId;
    private readonly TimeProvider _time;
    private readonly Task _writing;
    private DateTimeOffset _exportedAt = DateTimeOffset.MinValue;
    private long _exportedSize = -1;

    private AuditLog(
        AuditKeys keys, string path, string headsFile, TimeProvider time, string? practiceId, Func<string, long, IAppendFile> @continue)
    {
        _keys = keys;
        _path = path;
        _file = AuditFile.Open(path, keys, _tree, @continue);
        _headsFile = headsFile;
        _practiceId = practiceId;
        _time = time;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many entries the log has.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
            {
                return _tree.Size;
            }
        }
    }

    /// <summary>Opens the log, or begins it; what a crash tore at its end was never acknowledged and is cut off.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="headsFile">Where signed heads go: every minute in which something was written, and at the end. Outside the data.</param>
    /// <param name="keys">The practice's keys.</param>
    /// <param name="time">Stamps the entries.</param>
    /// <param name="practiceId">The practice that the process serves, which entries bear that name no other; null where it serves several.</param>
    /// <exception cref="SealBrokenException">The log was altered, or its key is missing or altered.</exception>
    public static AuditLog Open(string dataFolder, string headsFile, KeyRing keys, TimeProvider time, string? practiceId = null) =>
        Open(dataFolder, headsFile, keys, time, practiceId, AppendFile.Continue);

    internal static AuditLog Open(
        string dataFolder, string headsFile, KeyRing keys, TimeProvider time, string? practiceId, Func<string, long, IAppendFile> @continue)
    {
        var paths = new VaultPaths(dataFolder);
        var auditKeys = AuditKeys.OpenOrCreate(paths, keys);
        try
        {
            return new AuditLog(auditKeys, paths.AuditLog, headsFile, time, practiceId, @continue);
        }
        catch
        {
            auditKeys.Dispose();
            throw;
        }
    }

    /// <summary>Writes an entry and returns its index once it is on disk.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="actorId">Who did it.</param>
    /// <param name="sessionId">In which session, if any.</param>
    /// <param name="detail">A word that says more, if any.</param>
    /// <param name="file">How a sealed file is, where the entry is about one.</param>
    /// <param name="practiceId">Whose it is, where that is known; null for the practice that the process serves, if it serves one.</param>
    /// <exception cref="ArgumentException">A field is no identifier.</exception>
    /// <exception cref="IOException">The disk refused: the entry is not in the log. A later one may succeed.</exception>
    public async Task<long> AppendAsync(
        AuditAction action, string actorId, string? sessionId = null, string? detail = null, SealedExtent? file = null, string? practiceId = null)
    {
        var entry = new AuditEntry(_time.GetUtcNow(), action, actorId, sessionId, detail, file, practiceId ?? _practiceId).Checked();
        var waiting = new Waiting(AuditEntryFormat.Encode(entry), new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(waiting).ConfigureAwait(false);
        return await waiting.Written.Task.ConfigureAwait(false);
    }

    /// <summary>A signed statement of what the log holds now.</summary>
    public SignedTreeHead Head()
    {
        lock (_gate)
        {
            return SignedTreeHead.Sign(_tree.Size, _time.GetUtcNow(), _tree.Root(_tree.Size), _keys.Signing);
        }
    }

    /// <summary>Signs how much of a recording is on disk (<see cref="SignedCheckpoint"/>).</summary>
    internal byte[] Sign(string sessionId, string fileId, SealedExtent extent)
    {
        lock (_gate)
        {
            return SignedCheckpoint.Sign(sessionId, fileId, extent, _keys.Signing);
        }
    }

    /// <summary>Proves that an entry is in the log as it is now.</summary>
    public InclusionProof Prove(long index)
    {
        lock (_gate)
        {
            return new InclusionProof(index, _tree.LeafHash(index), _tree.AuditPath(index, _tree.Size), Head());
        }
    }

    /// <summary>Proves that the log as <paramref name="head"/> states it begins with the log as it was at <paramref name="older"/> entries.</summary>
    public IReadOnlyList<byte[]> ProveConsistency(long older, SignedTreeHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        lock (_gate)
        {
            return _tree.ConsistencyProof(older, head.Size);
        }
    }

    /// <summary>Whether the log as it is now begins with the log that somebody noted: so many entries, with that root.</summary>
    public bool ContinuesFrom(long size, ReadOnlySpan<byte> root)
    {
        var head = Head();
        return size >= 0 && size <= head.Size
            && MerkleProof.IsConsistent(size, root, head.Size, head.Root, ProveConsistency(size, head));
    }

    /// <summary>
    /// Checks every entry as it lies on the disk, against the exported heads and against what this process has written. A log that was moved away under
    /// it is written on where it is now, so not even entries that the disk confirmed are in their place.
    /// </summary>
    /// <param name="heads">How many exported heads there were.</param>
    /// <exception cref="InvalidDataException">The file of exported heads has a line that is none.</exception>
    public AuditVerdict Verify(out int heads)
    {
        var exported = TreeHeadFile.Read(_headsFile);
        heads = exported.Count;
        var now = Head();
        try
        {
            return AuditVerifier.Verify(_path, _keys, now.PublicKey, [.. exported, now]);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new AuditVerdict(AuditFinding.RolledBack, 0, MerkleHash.Empty, FirstAltered: null, now, TornBytes: 0);
        }
        catch (SealBrokenException)
        {
            return AuditVerdict.NothingOpens;
        }
    }

    /// <summary>Whether this is the log that lies at a place.</summary>
    public bool LiesAt(AuditLogPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new VaultPaths(place.Folder).AuditLog == _path;
    }

    /// <summary>Writes what is waiting, exports a last head and closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
        {
            return;
        }

        await _writing.ConfigureAwait(false);
        Export();
        _file.Dispose();
        _keys.Dispose();
    }

    private async Task WriteAsync()
    {
        var group = new List<Waiting>(AuditFile.MaxGroup);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < AuditFile.MaxGroup && _waiting.Reader.TryRead(out var waiting))
            {
                group.Add(waiting);
            }

            Commit(group);
            if (_time.GetUtcNow() - _exportedAt >= ExportEvery)
            {
                Export();
            }
        }
    }

    private void Commit(List<Waiting> group)
    {
        try
        {
            var leaves = _file.Commit([.. group.Select(waiting => waiting.Content)], _time.GetUtcNow().ToUnixTimeMilliseconds());
            var first = Enter(leaves);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Written.SetResult(first + i);
            }
        }
        catch (Exception e)
        {
            VaultMetrics.AuditFailures.Add(1);
            group.ForEach(waiting => waiting.Written.TrySetException(new IOException("The audit log cannot be written.", e)));
        }
    }

    private long Enter(IReadOnlyList<byte[]> leaves)
    {
        lock (_gate)
        {
            var first = _tree.Size;
            foreach (var leaf in leaves)
            {
                _tree.Add(leaf);
            }

            return first;
        }
    }

    // A head that cannot be exported holds up nobody: the next one vouches for more.
    private void Export()
    {
        var head = Head();
        if (head.Size == _exportedSize)
        {
            return;
        }

        try
        {
            TreeHeadFile.Append(_headsFile, head);
            (_exportedAt, _exportedSize) = (head.At, head.Size);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            VaultMetrics.AuditFailures.Add(1);
        }
    }

    private sealed record Waiting(byte[] Content, TaskCompletionSource<long> Written);
}
