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
            var another = await _vault.RecordAsync(TestMedia.Call(4_000));
            var other = File.ReadAllBytes(_vault.SegmentPath(another));
            var path = _vault.SegmentPath(segment);
            var whole = File.ReadAllBytes(path);
            var chunks = Open(segment);
            var confirmed = new SealedExtent(chunks.Count, whole.Length, Finished: true);
            var mutator = new Mutator(Parts(segment, whole), Parts(another, other), new Random(seed));
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

        private bool IsNoticed(string segment, SealedExtent confirmed, IReadOnlyList<byte[]> chunks)
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
            using var file = TryRead(segment);
            return [.. Enumerable.Range(0, file?.Chunks.Count ?? 0).Select(i => file!.ReadAsync(i, default).Now())];
        }

        /// <summary>The file's header and its chunks, as they rest; the end chunk is the last.</summary>
        private byte[][] Parts(string segment, byte[] bytes)
        {
            using var file = TryRead(segment);
            var starts = file!.Chunks.Select(chunk => (int)chunk.BodyAt - FileSeal.PrefixSize).Append(bytes.Length - FileSeal.Overhead).ToList();
            return [bytes[..starts[0]], .. starts.Zip([.. starts.Skip(1), bytes.Length], (from, to) => bytes[from..to])];
        }

        private SealedFileReader? TryRead(string segment)
        {
            using var key = _vault.Keys.Get(DataKeyId.Recording(_vault.SessionId));
            var identity = new FileIdentity(SealedKind.Media, DataKeyId.Recording(_vault.SessionId), segment, MetadataLength: 9);
            return SealedFileReader.TryOpenAsync(_vault.Store, VaultPaths.Segment(_vault.SessionId, segment), identity, key, default).Now();
        }
    }

    /// <summary>Alters bytes anywhere, and whole chunks, which open wherever nothing binds them to their place.</summary>
    private sealed class Mutator(byte[][] parts, byte[][] otherParts, Random random)
    {
        private const int MaxLength = 600;

        private readonly byte[] _whole = [.. parts.SelectMany(part => part)];
        private readonly byte[] _other = [.. otherParts.SelectMany(part => part)];

        public byte[] Next() => random.Next(4) == 0 ? NextOfChunks() : NextOfBytes();

        private byte[] NextOfChunks()
        {
            var (one, two) = (random.Next(parts.Length), random.Next(parts.Length));
            var changed = parts.ToList();
            switch (random.Next(6))
            {
                case 0:
                    (changed[one], changed[two]) = (changed[two], changed[one]);
                    break;
                case 1:
                    changed.RemoveAt(one);
                    break;
                case 2:
                    changed.Insert(two, parts[one]);
                    break;
                case 3:
                    changed[one] = otherParts[Math.Min(one, otherParts.Length - 1)];
                    break;
                case 4:
                    changed.RemoveRange(one, parts.Length - one);
                    break;
                default:
                    changed = [.. otherParts.Take(one), .. parts.Skip(one)];
                    break;
            }

            return [.. changed.SelectMany(part => part)];
        }

        private byte[] NextOfBytes()
        {
            var at = random.Next(_whole.Length);
            var end = Math.Min(_whole.Length, at + random.Next(1, MaxLength));
            var to = random.Next(_whole.Length);
            return random.Next(9) switch
            {
                0 => Changed(bytes => bytes[at] ^= (byte)(1 << random.Next(8))),
                1 => Changed(bytes => random.NextBytes(bytes.AsSpan(at, end - at))),
                2 => Changed(bytes => bytes.AsSpan(at, end - at).Clear()),
                3 => Changed(bytes => _other.AsSpan(at, Math.Min(_other.Length, end) - Math.Min(_other.Length, at)).CopyTo(bytes.AsSpan(at))),
                4 => [.. _whole[..at], .. _whole[end..]],
                5 => [.. _whole[..to], .. _whole[at..end], .. _whole[to..]],
                6 => _whole[..at],
                7 => [.. _whole, .. _whole[at..end]],
                _ => [.. _other[..Math.Min(_other.Length, at)], .. _whole[at..]],
            };
        }

        private byte[] Changed(Action<byte[]> change)
        {
            var bytes = _whole.ToArray();
            change(bytes);
            return bytes;
        }
    }
}
