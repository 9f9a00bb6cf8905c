using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests;

/// <summary>A data folder and a key ring beside it, gone after the test.</summary>
public sealed class TemporaryVault : IDisposable
{
    public const ParticipantRole Patient = ParticipantRole.Patient;

    private readonly Lazy<AuditLog> _log;

    public TemporaryVault(bool inMemory = false)
    {
        Root = TestFiles.NewFolder("psycare-vault-", inMemory);
        Ring = KeyRing.OpenOrCreate(KeyRingPath, DataFolder);
        Keys = DataKeys.Open(KeyStorePath, DataFolder, Ring);
        MakeKeys(SessionId);
        Store = new DiskStore(DataFolder);
        Recordings = new RecordingVault(Store, Keys, TimeProvider.System);
        _log = new(() => AuditLog.Open(DataFolder, LogPlace.HeadsFile, Ring, TimeProvider.System));
        Audited = new AuditedFiles(() => _log.Value, () => [LogPlace], Ring);
    }

    public string Root { get; }

    public string DataFolder => Path.Combine(Root, "data");

    public string KeyRingPath => Path.Combine(Root, "keys", "keyring.json");

    public string KeyStorePath => Path.Combine(Root, "keys", "data-keys.db");

    public string SessionId { get; } = Ids.New();

    public string PatientId { get; } = Ids.New();

    public KeyRing Ring { get; }

    public DataKeys Keys { get; }

    public DiskStore Store { get; }

    public RecordingVault Recordings { get; }

    public AuditedFiles Audited { get; }

    public AuditLog Log => _log.Value;

    public AuditLogPlace LogPlace => new("", DataFolder, Path.Combine(Root, "keys", "audit-heads.jsonl"));

    /// <summary>The data keys of a session of the patient.</summary>
    public void MakeKeys(string sessionId)
    {
        Keys.Ensure(DataKeyId.Recording(sessionId), PatientId);
        Keys.Ensure(DataKeyId.Affect(sessionId), PatientId);
    }

    public string SegmentPath(string segmentId) => Path.Combine(DataFolder, "recordings", SessionId, segmentId + ".pcs");

    public string AffectPath => Path.Combine(DataFolder, "affect", SessionId + ".pcs");

    public async Task<string> RecordAsync(IEnumerable<MediaFrame> frames, long startMs = 0)
    {
        var segmentId = Ids.New();
        await using var writer = Recordings.OpenWriter(SessionId, segmentId, Patient, startMs);
        foreach (var frame in frames)
        {
            while (!writer.TryWrite(frame))
            {
                // Tests record faster than life: the buffer may be full for a moment.
                Assert.False(writer.Completion.IsCompleted);
                await Task.Yield();
            }
        }

        await writer.DisposeAsync();
        await writer.Completion;
        return segmentId;
    }

    public byte[] ReadAll(string segmentId)
    {
        using var stream = Recordings.OpenReaderAsync(SessionId, segmentId).Now();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Reads ranges here and there; each must be that part of the whole.</summary>
    public async Task CheckRangesAsync(string segmentId, int rounds)
    {
        var whole = ReadAll(segmentId);
        using var stream = Recordings.OpenReaderAsync(SessionId, segmentId).Now();
        Assert.Equal(whole.Length, stream.Length);
        var random = new Random(7);
        for (var round = 0; round < rounds; round++)
        {
            var from = random.Next(whole.Length);
            var range = new byte[random.Next(1, Math.Min(5000, whole.Length - from + 1))];
            stream.Seek(from, SeekOrigin.Begin);
            await stream.ReadExactlyAsync(range);
            Assert.True(whole.AsSpan(from, range.Length).SequenceEqual(range));
        }
    }

    public void Dispose()
    {
        Audited.Dispose();
        if (_log.IsValueCreated)
        {
            _log.Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        Store.Dispose();
        Keys.Dispose();
        Ring.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
