using System.Globalization;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Tests.Sealing;

/// <summary>
/// Seeded mutations of a recording's file, splices from other files among them: each is noticed, none crashes, and what still opens is what
/// was recorded. PSYCARE_MUTATIONS sets how many; they are shared out to as many workers as there are seeds.
/// </summary>
public sealed class MutationTests
{
    private const int Few = 20_000;
    private const int Seeds = 4;

    [Fact]
    public Task Every_mutation_of_a_recording_is_noticed()
    {
        var count = Environment.GetEnvironmentVariable("PSYCARE_MUTATIONS") is { } set ? int.Parse(set, CultureInfo.InvariantCulture) : Few;
        return Parallel.ForEachAsync(Enumerable.Range(20261122, Seeds), async (seed, _) =>
        {
            using var mutated = new MutatedRecording();
            await mutated.TryAsync(count / Seeds, seed);
        });
    }

    /// <summary>One recording in a vault of its own, mutated over and over.</summary>
    private sealed class MutatedRecording : IDisposable
    {
        private readonly TemporaryVault _vault = new(inMemory: true);

        public async Task TryAsync(int count, int seed)
        {
            var segment = await _vault.RecordAsync(TestMedia.Call(4_000));
            var other = File.ReadAllBytes(_vault.SegmentPath(await _vault.RecordAsync(TestMedia.Call(4_000))));
            var path = _vault.SegmentPath(segment);
            var whole = File.ReadAllBytes(path);
            var chunks = Open(segment);
            var confirmed = new SegmentExtent(chunks.Count, whole.Length, Finished: true);
            var mutator = new Mutator(whole, other, new Random(seed));
            for (var round = 0; round < count; round++)
            {
                var mutated = mutator.Next();
                if (!mutated.AsSpan().SequenceEqual(whole))
                {
                    TestFiles.Overwrite(path, mutated);
                    Assert.True(IsNoticed(segment, confirmed, chunks), $"seed {seed}, round {round}");
                }
            }
        }

        public void Dispose() => _vault.Dispose();

        private bool IsNoticed(string segment, SegmentExtent confirmed, IReadOnlyList<byte[]> chunks)
        {
            try
            {
                var noticed = _vault.Recordings.DescribeAsync(_vault.SessionId, segment, confirmed).Now()?.End
                    is null or SegmentEnd.Shortened or SegmentEnd.Damaged;
                var found = Open(segment);
                Assert.True(TestFiles.IsBeginning(found, chunks), "What opens is not what was recorded.");
                return noticed;
            }
            catch (SealBrokenException)
            {
                return true;
            }
        }

        private List<byte[]> Open(string segment)
        {
            using var key = _vault.Keys.Get(DataKeyId.Recording(_vault.SessionId));
            var identity = new FileIdentity(SealedKind.Media, DataKeyId.Recording(_vault.SessionId), segment, MetadataLength: 9);
            using var file = SealedFileReader.TryOpenAsync(
                _vault.Store, VaultPaths.Segment(_vault.SessionId, segment), identity, key, default).Now();
            return [.. Enumerable.Range(0, file?.Chunks.Count ?? 0).Select(i => file!.ReadAsync(i, default).Now())];
        }
    }

    private sealed class Mutator(byte[] whole, byte[] other, Random random)
    {
        private const int MaxLength = 600;

        public byte[] Next()
        {
            var at = random.Next(whole.Length);
            var end = Math.Min(whole.Length, at + random.Next(1, MaxLength));
            var to = random.Next(whole.Length);
            return random.Next(9) switch
            {
                0 => Changed(bytes => bytes[at] ^= (byte)(1 << random.Next(8))),
                1 => Changed(bytes => random.NextBytes(bytes.AsSpan(at, end - at))),
                2 => Changed(bytes => bytes.AsSpan(at, end - at).Clear()),
                3 => Changed(bytes => other.AsSpan(at, Math.Min(other.Length, end) - Math.Min(other.Length, at)).CopyTo(bytes.AsSpan(at))),
                4 => [.. whole[..at], .. whole[end..]],
                5 => [.. whole[..to], .. whole[at..end], .. whole[to..]],
                6 => whole[..at],
                7 => [.. whole, .. whole[at..end]],
                _ => [.. other[..Math.Min(other.Length, at)], .. whole[at..]],
            };
        }

        private byte[] Changed(Action<byte[]> change)
        {
            var bytes = whole.ToArray();
            change(bytes);
            return bytes;
        }
    }
}
