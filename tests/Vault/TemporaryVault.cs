using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests;

/// <summary>A data folder and a key ring beside it, gone after the test.</summary>
public sealed class TemporaryVault : IDisposable
{
    public const ParticipantRole Patient = ParticipantRole.Patient;

    public TemporaryVault(bool inMemory = false)
    {
        Root = TestFiles.NewFolder("psycare-vault-", inMemory);
        Keys = KeyRing.OpenOrCreate(KeyRingPath, DataFolder);
        WrappedKey = Keys.CreateWrapped(RecordingVault.KeyContext(SessionId));
        Recordings = new RecordingVault(DataFolder, Keys);
    }

    public string Root { get; }

    public string DataFolder => Path.Combine(Root, "data");

    public string KeyRingPath => Path.Combine(Root, "keys", "keyring.json");

    public string SessionId { get; } = Ids.New();

    public KeyRing Keys { get; }

    public byte[] WrappedKey { get; }

    public RecordingVault Recordings { get; }

    public string SegmentPath(string segmentId) => Path.Combine(DataFolder, "recordings", SessionId, segmentId + ".pcs");

    public string AffectPath => Path.Combine(DataFolder, "affect", SessionId + ".pcs");

    public async Task<string> RecordAsync(IEnumerable<MediaFrame> frames, long startMs = 0)
    {
        var segmentId = Ids.New();
        await using var writer = Recordings.OpenWriter(SessionId, segmentId, WrappedKey, Patient, startMs);
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
        using var stream = Recordings.OpenReader(SessionId, segmentId, WrappedKey);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose()
    {
        Recordings.Dispose();
        Keys.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
