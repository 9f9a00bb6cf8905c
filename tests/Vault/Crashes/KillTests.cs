using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Crashes;

/// <summary>
/// A thousand seeded kills: the process is gone at a random byte of a random write of a random recording. What it had written is on the disk,
/// the last write in part. (<see cref="CrashTests"/> shows that less than two seconds of the call are ever on their way.)
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Recordings = 25;
    private const int KillsEach = 40;

    private readonly TemporaryVault _vault = new(inMemory: true);

    [Fact]
    public async Task After_each_of_a_thousand_kills_the_recording_plays_and_the_session_goes_on()
    {
        var (kills, unplayable) = (0, new List<string>());
        for (var seed = 0; seed < Recordings; seed++)
        {
            var random = new Random(seed);
            var frames = Call(random);
            var (segment, file) = await RecordAsync(frames);
            Directory.CreateDirectory(Path.GetDirectoryName(_vault.SegmentPath(segment))!);
            for (var kill = 0; kill < KillsEach; kill++, kills++)
            {
                if (FaultAfterKill(segment, file, frames, random) is { } fault)
                {
                    unplayable.Add($"recording {seed}, kill {kill}: {fault}");
                }
            }

            await _vault.RecordAsync(frames.Take(100));
        }

        Assert.Equal(Recordings * KillsEach, kills);
        Assert.Empty(unplayable);
    }

    public void Dispose() => _vault.Dispose();

    private static List<MediaFrame> Call(Random random)
    {
        var frames = TestMedia.Call(random.Next(2_000, 15_000), keyframeMs: random.Next(1, 6) * 1_000).ToList();
        return random.Next(4) switch
        {
            0 => [.. frames.Where(f => f.Kind == MediaKind.Audio)],
            1 => [.. frames.Where(f => f.Kind == MediaKind.Video)],
            // A network that stood still for a while.
            2 => [.. frames.Where(f => f.AtMs is < 1_000 or > 1_900)],
            _ => frames,
        };
    }

    private string? FaultAfterKill(string segment, RememberingFile file, List<MediaFrame> frames, Random random)
    {
        var writes = file.Flushes.SelectMany((flush, index) => flush.Select(bytes => (Bytes: bytes, Flush: index))).ToList();
        var at = random.Next(writes.Count);
        var part = writes[at].Bytes[..random.Next(writes[at].Bytes.Length + 1)];
        TestFiles.Overwrite(_vault.SegmentPath(segment), [.. writes.Take(at).SelectMany(w => w.Bytes), .. part]);
        // The head is the first flush, then one a chunk.
        var acknowledged = writes[at].Flush - 1;
        var description = _vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now();
        if (description is null || description.Chunks == 0)
        {
            return acknowledged > 0 ? "acknowledged chunks are gone" : null;
        }

        var played = new WebmFile(_vault.ReadAll(segment)).Blocks.Select(block => block.AtMs).ToList();
        var expected = frames.Select(f => f.AtMs).Order().Take(played.Count);
        return description.End is SegmentEnd.Damaged or SegmentEnd.Shortened ? $"found {description.End}"
            : description.Chunks < acknowledged ? "acknowledged chunks are gone"
            : !played.Order().SequenceEqual(expected) ? "what plays is not how the call began"
            : null;
    }

    private async Task<(string Segment, RememberingFile File)> RecordAsync(IEnumerable<MediaFrame> frames)
    {
        var segment = Ids.New();
        var file = new RememberingFile();
        using var store = new DiskStore(_vault.DataFolder) { CreateFile = _ => file };
        var recordings = new RecordingVault(store, _vault.Keys, TimeProvider.System);
        await using (var writer = recordings.OpenWriter(_vault.SessionId, segment, TemporaryVault.Patient, 0))
        {
            foreach (var frame in frames)
            {
                while (!writer.TryWrite(frame))
                {
                    Assert.False(writer.Completion.IsCompleted);
                    await Task.Yield();
                }
            }
        }

        return (segment, file);
    }
}
