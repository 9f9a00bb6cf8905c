using PsyCare.Domain.Affect;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Affect;

/// <summary>
/// Affect tracks on disk: <c>affect/{sessionId}.pcs</c>, a sealed file with one chunk a block, under a data key of its own
/// (<see cref="DataKeyId.Affect"/>). Appends to one session take turns. Safe for many threads.
/// </summary>
public sealed class AffectTrackStore : IAffectTrackStore, IDisposable
{
    private const string FileId = "affect";
    private const string DamagedMessage = "This affect track was altered.";

    // As many threads as may wait for the disk at once.
    private const int StripeCount = 8;

    private readonly VaultPaths _paths;
    private readonly DataKeys _keys;
    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe())];

    /// <summary>A store within <paramref name="dataFolder"/>.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="keys">The data keys.</param>
    public AffectTrackStore(string dataFolder, DataKeys keys)
    {
        _paths = new VaultPaths(dataFolder);
        _keys = keys;
    }

    /// <summary>How a new track's file is made and an old one continued; tests put a failing disk here.</summary>
    internal Func<string, IAppendFile> CreateFile { get; init; } = AppendFile.Create;

    internal Func<string, long, IAppendFile> ContinueFile { get; init; } = AppendFile.Continue;

    /// <inheritdoc />
    public async Task AppendAsync(string sessionId, IReadOnlyList<AffectSample> samples, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count);
        var path = _paths.Affect(sessionId);
        var stripe = _stripes[(uint)StringComparer.Ordinal.GetHashCode(sessionId) % StripeCount];
        await stripe.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Off the caller's thread: a grain's turn must not wait for a disk.
            await Task.Run(() => Append(stripe, path, sessionId, samples), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            stripe.Turn.Release();
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AffectSample>> ReadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var path = _paths.Affect(sessionId);
        return await Task.Run(() => Read(path, sessionId, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_stripes, stripe => stripe.Turn.Dispose());

    // The context is the recording's, as when both had one key: it is part of the format.
    private static FileIdentity Identity(string sessionId) => new(SealedKind.Affect, DataKeyId.Recording(sessionId), FileId, 0);

    private void Append(Stripe stripe, string path, string sessionId, IReadOnlyList<AffectSample> samples)
    {
        using var dataKey = _keys.Get(DataKeyId.Affect(sessionId));
        using var writer = Continue(stripe, path, Identity(sessionId), dataKey) ?? Create(path, Identity(sessionId), dataKey);
        stripe.Remember(path, new Tail(writer.Length, writer.NextCounter, Appending: true));
        var first = samples[0].AtMs;
        var duration = (uint)Math.Clamp(samples[^1].AtMs - first, 0, uint.MaxValue);
        writer.Append(new ChunkInfo(first, duration, ChunkFlags.None), AffectBlock.Encode(samples));
        stripe.Remember(path, new Tail(writer.Length, writer.NextCounter));
    }

    private SealedFileWriter Create(string path, FileIdentity identity, DataKey dataKey)
    {
        // A file shorter than its header is what a crash at its very beginning leaves: it holds nothing.
        Folders.RemoveFile(path);
        return SealedFileWriter.Create(CreateFile(path), identity, dataKey, []);
    }

    private SealedFileWriter? Continue(Stripe stripe, string path, FileIdentity identity, DataKey dataKey)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var seal = SealedFileReader.OpenHeader(file, identity, dataKey, []);
        if (seal is null)
        {
            return null;
        }

        var tail = stripe.Recall(path, RandomAccess.GetLength(file))
            ?? Tail.After(ChunkScan.Of(file, seal, FileHeader.LengthFor(identity)));
        return new SealedFileWriter(ContinueFile(path, tail.Length), seal, identity.Kind, tail.Length, tail.NextCounter);
    }

    private List<AffectSample> Read(string path, string sessionId, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            // Nothing was stored; there may be no key either.
            return [];
        }

        using var dataKey = _keys.Get(DataKeyId.Affect(sessionId));
        using var file = SealedFileReader.TryOpen(path, Identity(sessionId), dataKey);
        if (file is { Scan.End: SealedEnd.Damaged })
        {
            throw new SealBrokenException(DamagedMessage);
        }

        var samples = new List<AffectSample>();
        for (var i = 0; i < (file?.Chunks.Count ?? 0); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples.AddRange(AffectBlock.Decode(file!.Read(i)));
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
        public Tail? Recall(string path, long length) =>
            _tails.TryGetValue(path, out var tail) && (tail.Length == length || (tail.Appending && tail.Length < length)) ? tail : null;

        public void Remember(string path, Tail tail)
        {
            if (_tails.Count >= MaxTails)
            {
                _tails.Clear();
            }

            _tails[path] = tail;
        }
    }
}
