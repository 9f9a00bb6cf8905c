using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;
using PsyCare.Vault.Tests;

namespace PsyCare.Cluster.Tests.Storage;

/// <summary>What the first picture of a long recording costs in blob storage, in requests: they are its time. (Measured at 1 Mbit/s: ADR 28.)</summary>
public sealed class LongBlobTests(Azurite azurite) : IClassFixture<Azurite>, IDisposable
{
    private const int FirstPicture = 8;
    private const int Seek = 5;

    private readonly string _root = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"psycare-long-{Guid.NewGuid():N}")).FullName;

    private readonly string _container = "l" + Guid.NewGuid().ToString("N");
    private readonly BreakableNetwork _network = new();

    [Fact]
    public async Task The_first_picture_and_a_seek_take_a_few_requests_however_long_the_recording_is()
    {
        using var ring = KeyRing.OpenOrCreate(Path.Combine(_root, "keys", "ring.json"), Path.Combine(_root, "data"));
        using var keys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Path.Combine(_root, "data"), ring);
        foreach (var minutes in (int[])[20, 60])
        {
            var (session, segment) = (Ids.New(), Ids.New());
            await keys.EnsureAsync(DataKeyId.Recording(session), "patient");
            await UploadAsync(keys, session, segment, minutes);
            // Nothing in memory, as in a process that has just started.
            var vault = new RecordingVault(await azurite.OpenAsync(_container, _network), keys, TimeProvider.System);

            Assert.InRange(await PictureAsync(vault, session, segment, 0), 1, FirstPicture);
            foreach (var at in (double[])[0.5, 0.999, 0.1])
                Assert.InRange(await PictureAsync(vault, session, segment, at), 1, Seek);
        }
    }

    public void Dispose()
    {
        _network.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private async Task UploadAsync(DataKeys keys, string session, string segment, int minutes)
    {
        using var disk = new DiskStore(Path.Combine(_root, "data"));
        await using (var writer = new RecordingVault(disk, keys, TimeProvider.System).OpenWriter(session, segment, ParticipantRole.Patient, 0))
        {
            foreach (var frame in TestMedia.Call(minutes * 60_000))
            {
                var picture = frame.Kind == MediaKind.Video ? frame with { Data = (byte[])[.. frame.Data.Span, .. new byte[200]] } : frame;
                while (!writer.TryWrite(picture))
                {
                    Assert.False(writer.Completion.IsCompleted);
                    await Task.Yield();
                }
            }
        }

        var name = $"recordings/{session}/{segment}.pcs";
        await (await azurite.OpenAsync(_container, _network)).PutAsync(name, Path.Combine(_root, "data", name));
    }

    /// <summary>Opens the recording and reads on from a place, as a request for a range does; returns how many requests to the store it took.</summary>
    private async Task<int> PictureAsync(RecordingVault vault, string session, string segment, double place)
    {
        var before = _network.Requests;
        await using var stream = await vault.OpenReaderAsync(session, segment);
        stream.Position = (long)(stream.Length * place);
        await stream.ReadExactlyAsync(new byte[Math.Min(8192, stream.Length - stream.Position)]);
        return _network.Requests - before;
    }
}
