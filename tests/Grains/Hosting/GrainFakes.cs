using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Grains.Affect;

namespace PsyCare.Grains.Tests.Hosting;

/// <summary>The ports behind the grains, under the test's control. One instance a test.</summary>
public sealed class GrainFakes : IFaceReaderFactory, IAffectTrackStore, IDataKeys, ISessionFiles, IErasureAudit, IDisposable
{
    private readonly InferencePool _pool = new(workers: 2, TimeProvider.System);

    /// <summary>What every frame reads as.</summary>
    public FaceReading Reading { get; set; } = Smile(3);

    /// <summary>Frames that were read, oldest first.</summary>
    public ConcurrentQueue<EncodedFrame> ReadFrames { get; } = new();

    /// <summary>Held while a read is under way, when the test wants one in flight.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>Released when a read begins.</summary>
    public SemaphoreSlim ReadBegan { get; } = new(0);

    /// <summary>What was stored, oldest first.</summary>
    public ConcurrentQueue<AffectSample> Stored { get; } = new();

    /// <summary>Makes the next writes of the track fail.</summary>
    public bool DiskFull { get; set; }

    /// <summary>What the storage of grain state does at the next write.</summary>
    public Func<StorageFault> NextStorageFault { get; set; } = () => StorageFault.None;

    /// <summary>A reading with one Action Unit.</summary>
    public static FaceReading Smile(float intensity) => new(
        null,
        new FaceQuality(0.9f, 0.4f, 0.5f, 0, 0),
        [new(ActionUnit.LipCornerPuller, intensity)],
        [new(Emotion.Happiness, 0.8f, [ActionUnit.LipCornerPuller])]);

    /// <summary>Registers everything that grains are made with.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IFaceReaderFactory>(this)
            .AddSingleton<IAffectTrackStore>(this)
            .AddSingleton<IDataKeys>(this)
            .AddSingleton<ISessionFiles>(this)
            .AddSingleton<IErasureAudit>(this)
            .AddSingleton(_pool);
        FaultyStorage.Wrap(services, () => NextStorageFault());
    }

    /// <inheritdoc/>
    public IFaceReader Create() => new Reader(this);

    /// <inheritdoc/>
    public Task AppendAsync(string sessionId, IReadOnlyList<AffectSample> samples, CancellationToken cancellationToken)
    {
        if (DiskFull)
            throw new IOException("No space left on device");
        foreach (var sample in samples)
            Stored.Enqueue(sample);
        return Task.CompletedTask;
    }

    /// <summary>How often a track was settled.</summary>
    public int Settled { get; private set; }

    /// <summary>Makes the audit log refuse.</summary>
    public bool AuditFull { get; set; }

    /// <inheritdoc/>
    public Task SettleAsync(string sessionId, string? practiceId, CancellationToken cancellationToken)
    {
        if (AuditFull)
            throw new IOException("No space left on device");
        Settled++;
        EntryPractices.Enqueue(practiceId);
        return Task.CompletedTask;
    }

    /// <summary>How often a whole track was read.</summary>
    public int TracksRead { get; private set; }

    /// <summary>Makes tracks unreadable.</summary>
    public bool TrackDamaged { get; set; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AffectSample>> ReadAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (TrackDamaged)
            throw new IOException("The seal is broken");
        TracksRead++;
        return Task.FromResult<IReadOnlyList<AffectSample>>([.. Stored]);
    }

    /// <summary>What was removed and entered in the audit log, oldest first.</summary>
    public ConcurrentQueue<string> Erased { get; } = new();

    /// <inheritdoc/>
    public Task RemoveRecordingAsync(string sessionId) => NoteAsync($"files of recording/{sessionId}");

    /// <inheritdoc/>
    public Task RemoveAffectAsync(string sessionId) => NoteAsync($"files of affect/{sessionId}");

    /// <summary>The practice that each entry of the audit log bears, oldest first.</summary>
    public ConcurrentQueue<string?> EntryPractices { get; } = new();

    /// <inheritdoc/>
    public Task RecordErasedAsync(ErasedThing what, string id, string? practiceId, string actorId)
    {
        EntryPractices.Enqueue(practiceId);
        return NoteAsync($"{what} {id} by {actorId}");
    }

    /// <summary>Holds that were set and lifted, oldest first.</summary>
    public ConcurrentQueue<string> Holds { get; } = new();

    /// <inheritdoc/>
    public Task RecordHoldAsync(string patientId, string practiceId, bool set, string actorId)
    {
        EntryPractices.Enqueue(practiceId);
        Holds.Enqueue($"{(set ? "set" : "lifted")} {patientId} by {actorId}");
        return Task.CompletedTask;
    }

    private Task NoteAsync(string what)
    {
        Erased.Enqueue(what);
        return Task.CompletedTask;
    }

    /// <summary>Data keys and whose they are; null where one was destroyed.</summary>
    public ConcurrentDictionary<string, string?> Keys { get; } = new();

    /// <inheritdoc/>
    public Task EnsureAsync(string keyId, string patientId) =>
        Keys.GetOrAdd(keyId, patientId) is null ? Task.FromException(new KeyDestroyedException()) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task AdoptAsync(string sessionId, string patientId, byte[] wrapped) => Task.WhenAll(
        EnsureAsync(DataKeyId.Recording(sessionId), patientId), EnsureAsync(DataKeyId.Affect(sessionId), patientId));

    /// <summary>Called before a key is destroyed, with its id.</summary>
    public Action<string> Destroying { get; set; } = _ => { };

    /// <inheritdoc/>
    public Task<bool> DestroyAsync(string keyId)
    {
        Destroying(keyId);
        var was = Keys.GetValueOrDefault(keyId);
        Keys[keyId] = null;
        return Task.FromResult(was is not null);
    }

    /// <inheritdoc/>
    public async Task DestroyAllOfAsync(string patientId)
    {
        await DestroyAsync(DataKeyId.Patient(patientId));
        foreach (var owned in Keys.Where(k => k.Value == patientId).ToList())
            await DestroyAsync(owned.Key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Gate.Set();
        Gate.Dispose();
        ReadBegan.Dispose();
    }

    private sealed class Reader(GrainFakes fakes) : IFaceReader
    {
        public FaceReading? Read(IReadOnlyList<EncodedFrame> frames)
        {
            fakes.ReadBegan.Release();
            fakes.Gate.Wait();
            foreach (var frame in frames)
                fakes.ReadFrames.Enqueue(frame);
            return fakes.Reading;
        }

        public void Dispose()
        {
        }
    }
}
