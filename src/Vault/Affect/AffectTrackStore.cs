using PsyCare.Domain.Affect;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Affect;

/// <summary>
/// Affect tracks: <c>affect/{sessionId}.pcs</c>, a sealed file with one chunk a block, under a data key of its own
/// (<see cref="DataKeyId.Affect"/>). Appends to one session take turns. Safe for many threads.
/// </summary>
/// <param name="store">Where the tracks rest.</param>
/// <param name="keys">The data keys.</param>
/// <param name="audited">Knows how tracks were when they were settled.</param>
public sealed class AffectTrackStore(ISealedStore store, DataKeys keys, AuditedFiles audited) : IAffectTrackStore, IDisposable
{
    private const string FileId = AuditedFiles.AffectTrack;
    private const string DamagedMessage = "This affect track was altered.";

    // As many appends as may be under way at once.
    private const int StripeCount = 32;

    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe())];

    /// <inheritdoc />
    public async Task AppendAsync(string sessionId, IReadOnlyList<AffectSample> samples, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count);
        var name = VaultPaths.Affect(sessionId);
        var stripe = _stripes[(uint)StringComparer.Ordinal.GetHashCode(sessionId) % StripeCount];
        await stripe.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Off the caller's thread: a grain's turn must not wait for a disk.
            await Task.Run(() => AppendAsync(stripe, name, sessionId, samples), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            stripe.Turn.Release();
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AffectSample>> ReadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var name = VaultPaths.Affect(sessionId);
        return await Task.Run(() => ReadAsync(name, sessionId, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task SettleAsync(string sessionId, string? practiceId, CancellationToken cancellationToken)
    {
        var (known, there) = await CompareAsync(sessionId, cancellationToken).ConfigureAwait(false);
        if (there is { End: SegmentEnd.Cut } found && found.Extent.Chunks > known.Select(extent => extent.Chunks).DefaultIfEmpty().Max())
        {
            await audited.EnterAsync(sessionId, FileId, found.Extent, practiceId).ConfigureAwait(false);
        }
    }

    /// <summary>Compares a track with what the audit log says of it. A track has no end chunk: as it should be is <see cref="SegmentEnd.Cut"/>.</summary>
    /// <returns>Null where there is none, and none was settled.</returns>
    /// <exception cref="KeyDestroyedException">It was erased.</exception>
    public async Task<SegmentEnd?> CheckAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        try
        {
            var (known, there) = await CompareAsync(sessionId, cancellationToken).ConfigureAwait(false);
            return there?.End ?? (known.Count == 0 ? null : SegmentEnd.Shortened);
        }
        catch (SealBrokenException)
        {
            return SegmentEnd.Replaced;
        }
    }

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_stripes, stripe => stripe.Turn.Dispose());

    // The context is the recording's, as when both had one key: it is part of the format.
    private static FileIdentity Identity(string sessionId) => new(SealedKind.Affect, DataKeyId.Recording(sessionId), FileId, 0);

    private async Task AppendAsync(Stripe stripe, string name, string sessionId, IReadOnlyList<AffectSample> samples)
    {
        using var dataKey = keys.Get(DataKeyId.Affect(sessionId));
        using var writer = await ContinueAsync(stripe, name, Identity(sessionId), dataKey).ConfigureAwait(false)
            ?? await CreateAsync(name, Identity(sessionId), dataKey).ConfigureAwait(false);
        stripe.Remember(name, new Tail(writer.Length, writer.NextCounter, Appending: true));
        var first = samples[0].AtMs;
        var duration = (uint)Math.Clamp(samples[^1].AtMs - first, 0, uint.MaxValue);
        await writer.AppendAsync(new ChunkInfo(first, duration, ChunkFlags.None), AffectBlock.Encode(samples)).ConfigureAwait(false);
        stripe.Remember(name, new Tail(writer.Length, writer.NextCounter));
    }

    private async ValueTask<SealedFileWriter> CreateAsync(string name, FileIdentity identity, DataKey dataKey)
    {
        // A file shorter than its header is what a crash at its very beginning leaves: it holds nothing.
        await store.RemoveAsync(name).ConfigureAwait(false);
        return await SealedFileWriter.CreateAsync(await store.CreateAsync(name).ConfigureAwait(false), identity, dataKey, default).ConfigureAwait(false);
    }

    private async ValueTask<SealedFileWriter?> ContinueAsync(Stripe stripe, string name, FileIdentity identity, DataKey dataKey)
    {
        using var file = await store.TryOpenAsync(name).ConfigureAwait(false);
        if (file is null || await SealedFileReader.OpenHeaderAsync(file, identity, dataKey, default, default).ConfigureAwait(false) is not { } seal)
        {
            return null;
        }

        var tail = stripe.Recall(name, file.Length)
            ?? Tail.After(await ChunkScan.OfAsync(file, seal, FileHeader.LengthFor(identity), default).ConfigureAwait(false));
        var appender = await store.ContinueAsync(name, tail.Length).ConfigureAwait(false);
        return new SealedFileWriter(appender, seal, identity.Kind, tail.Length, tail.NextCounter);
    }

    /// <summary>What the log knows of a track, and the track beside it; off the caller's thread, as all that reads a disk.</summary>
    private Task<(IReadOnlyList<SealedExtent> Known, (SealedExtent Extent, SegmentEnd End)? There)> CompareAsync(
        string sessionId, CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                IReadOnlyList<SealedExtent> known = [.. audited.Of(sessionId)[FileId]];
                using var file = await TryOpenAsync(VaultPaths.Affect(sessionId), sessionId, cancellationToken).ConfigureAwait(false);
                (SealedExtent, SegmentEnd)? there = file is null ? null : (file.Extent, file.EndAfter(known));
                return (known, there);
            },
            cancellationToken);

    private async ValueTask<SealedFileReader?> TryOpenAsync(string name, string sessionId, CancellationToken cancellationToken)
    {
        using (var stored = await store.TryOpenAsync(name, cancellationToken).ConfigureAwait(false))
        {
            if (stored is null)
            {
                // Nothing was stored; there may be no key either.
                return null;
            }
        }

        using var dataKey = keys.Get(DataKeyId.Affect(sessionId));
        return await SealedFileReader.TryOpenAsync(store, name, Identity(sessionId), dataKey, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<AffectSample>> ReadAsync(string name, string sessionId, CancellationToken cancellationToken)
    {
        using var file = await TryOpenAsync(name, sessionId, cancellationToken).ConfigureAwait(false);
        if (file is { Scan.End: SealedEnd.Damaged })
        {
            throw new SealBrokenException(DamagedMessage);
        }

        var samples = new List<AffectSample>();
        for (var i = 0; i < (file?.Chunks.Count ?? 0); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples.AddRange(AffectBlock.Decode(await file!.ReadAsync(i, cancellationToken).ConfigureAwait(false)));
        }

        return samples;
    }

    /// <summary>Where a file's intact part ends; <paramref name="Appending"/> while an append of ours goes on beyond it, or has failed.</summary>
    private readonly record struct Tail(long Length, uint NextCounter, bool Appending = false)
    {
        /// <summary>The tail that a scan found, unless going on there would cut off more than a crash has torn.</summary>
        public static Tail After(ChunkScan scan) => scan.End == SealedEnd.Damaged
            ? throw new SealBrokenException(DamagedMessage)
            : new Tail(scan.IntactLength, (uint)scan.Chunks.Count);
    }

    /// <summary>Sessions that take turns with each other, and where their files end, so that an append need not scan.</summary>
    private sealed class Stripe
    {
        private const int MaxTails = 256;

        private readonly Dictionary<string, Tail> _tails = [];

        public SemaphoreSlim Turn { get; } = new(1);

        /// <summary>
        /// The tail, unless the file is another one now: what lies beyond it may be cut off only where our own failed append left it. It may
        /// also be another process's, where the session has moved there and back.
        /// </summary>
        public Tail? Recall(string name, long length) =>
            _tails.TryGetValue(name, out var tail) && (tail.Length == length || (tail.Appending && tail.Length < length)) ? tail : null;

        public void Remember(string name, Tail tail)
        {
            if (_tails.Count >= MaxTails)
            {
                _tails.Clear();
            }

            _tails[name] = tail;
        }
    }
}
