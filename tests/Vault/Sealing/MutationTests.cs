using System.Globalization;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Tests.Sealing;

/// <summary>
/// Seeded mutations of a recording's file, splices from other files among them, and other files in its place: another recording of the session, one of
/// another session, of another practice under the same ids, and an earlier one under the same ids and key. Each is noticed, none crashes, and
/// what still opens is what was recorded; <c>audit verify --content</c>, which has no key, notices them too. PSYCARE_MUTATIONS sets how many; they are shared out to as many workers as there are seeds.
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
        private readonly TemporaryVault _otherPractice = new(inMemory: true);
        private readonly string _segment = Ids.New();

        private string SegmentFile => _vault.SegmentPath(_segment);

        public async Task TryAsync(int count, int seed)
        {
            var otherFiles = await OtherFilesAsync();
            var earlier = await RecordAsync(_vault, _vault.SessionId, _segment, TestMedia.Call(4_000).Select(Earlier));
            otherFiles.Add(PartsOf(_vault, _vault.SessionId, _segment));
            List<List<byte[]>> versions = [Open()];
            File.Delete(SegmentFile);
            var confirmed = await RecordAsync(_vault, _vault.SessionId, _segment, TestMedia.Call(4_000));
            versions.Add(Open());
            Assert.Equal((earlier.Chunks, earlier.Bytes), (confirmed.Chunks, confirmed.Bytes));
            Assert.False(TestFiles.IsBeginning(versions[0], versions[1]));
            var mutator = new Mutator(PartsOf(_vault, _vault.SessionId, _segment), otherFiles, new Random(seed));
            for (var round = 0; round < count; round++)
            {
                if (mutator.Next() is { } mutated)
                {
                    TestFiles.Overwrite(SegmentFile, mutated);
                    Assert.True(IsNoticed(confirmed, versions), $"seed {seed}, round {round}");
                    Assert.True(await IsNoticedWithoutAKeyAsync(confirmed), $"seed {seed}, round {round}, by audit verify --content");
                }
            }
        }

        public void Dispose()
        {
            _vault.Dispose();
            _otherPractice.Dispose();
        }

        /// <summary>Another recording of the session, one of another session, and one of another practice under the very same ids.</summary>
        private async Task<List<byte[][]>> OtherFilesAsync()
        {
            var (session, segment) = (Ids.New(), Ids.New());
            _vault.MakeKeys(session);
            _otherPractice.MakeKeys(_vault.SessionId);
            await RecordAsync(_vault, _vault.SessionId, segment, TestMedia.Call(4_000));
            await RecordAsync(_vault, session, _segment, TestMedia.Call(4_000));
            await RecordAsync(_otherPractice, _vault.SessionId, _segment, TestMedia.Call(4_000));
            return
            [
                PartsOf(_vault, _vault.SessionId, segment), PartsOf(_vault, session, _segment), PartsOf(_otherPractice, _vault.SessionId, _segment),
            ];
        }

        /// <summary>What opens must be how one of the recordings begins that were made under this name.</summary>
        private bool IsNoticed(SealedExtent confirmed, IEnumerable<IReadOnlyList<byte[]>> versions)
        {
            try
            {
                var noticed = _vault.Recordings.DescribeAsync(_vault.SessionId, _segment, confirmed).Now()?.End
                    is null or SegmentEnd.Shortened or SegmentEnd.Damaged or SegmentEnd.Replaced;
                var found = Open();
                Assert.True(versions.Any(chunks => TestFiles.IsBeginning(found, chunks)), "What opens is not what was recorded.");
                return noticed;
            }
            catch (SealBrokenException)
            {
                return true;
            }
        }

        private async Task<bool> IsNoticedWithoutAKeyAsync(SealedExtent confirmed)
        {
            using var file = await _vault.Store.TryOpenAsync(VaultPaths.Segment(_vault.SessionId, _segment));
            return await HeadWalk.CompareAsync(file!, confirmed, content: true, CancellationToken.None) != SegmentEnd.Clean;
        }

        private List<byte[]> Open()
        {
            using var file = TryRead(_vault, _vault.SessionId, _segment);
            return [.. Enumerable.Range(0, file?.Chunks.Count ?? 0).Select(i => file!.ReadAsync(i, default).Now())];
        }

        private static MediaFrame Earlier(MediaFrame frame) => frame with { Data = (byte[])[.. frame.Data.Span[..^1], (byte)'E'] };

        private static async Task<SealedExtent> RecordAsync(TemporaryVault vault, string session, string segment, IEnumerable<MediaFrame> frames)
        {
            await using var writer = vault.Recordings.OpenWriter(session, segment, TemporaryVault.Patient, 0);
            Assert.All(frames, frame => Assert.True(writer.TryWrite(frame)));
            await writer.DisposeAsync();
            await writer.Completion;
            return writer.Extent;
        }

        /// <summary>A file's header and its chunks, as they rest; the end chunk is the last.</summary>
        private static byte[][] PartsOf(TemporaryVault vault, string session, string segment)
        {
            var bytes = File.ReadAllBytes(Path.Combine(vault.DataFolder, VaultPaths.Segment(session, segment)));
            using var file = TryRead(vault, session, segment);
            var starts = file!.Chunks.Select(chunk => (int)chunk.BodyAt - FileSeal.PrefixSize).Append(bytes.Length - FileSeal.Overhead).ToList();
            return [bytes[..starts[0]], .. starts.Zip([.. starts.Skip(1), bytes.Length], (from, to) => bytes[from..to])];
        }

        private static SealedFileReader? TryRead(TemporaryVault vault, string session, string segment)
        {
            using var key = vault.Keys.Get(DataKeyId.Recording(session));
            var identity = new FileIdentity(SealedKind.Media, DataKeyId.Recording(session), segment, MetadataLength: 9);
            return SealedFileReader.TryOpenAsync(vault.Store, VaultPaths.Segment(session, segment), identity, key, default).Now();
        }
    }

    /// <summary>Alters bytes anywhere, and whole chunks, which open wherever nothing binds them to their place; or puts another file there.</summary>
    private sealed class Mutator(byte[][] parts, IReadOnlyList<byte[][]> otherFiles, Random random)
    {
        private const int MaxLength = 600;

        private readonly byte[] _whole = [.. parts.SelectMany(part => part)];
        private byte[][] _otherParts = [];
        private byte[] _other = [];

        /// <summary>Null where nothing came of it.</summary>
        public byte[]? Next()
        {
            _otherParts = otherFiles[random.Next(otherFiles.Count)];
            _other = [.. _otherParts.SelectMany(part => part)];
            var mutated = random.Next(16) switch
            {
                0 => NextOfFiles(),
                < 5 => NextOfChunks(),
                _ => NextOfBytes(),
            };
            return mutated.AsSpan().SequenceEqual(_whole) ? null : mutated;
        }

        /// <summary>Another file in its place, whole or to the border of a chunk.</summary>
        private byte[] NextOfFiles() => [.. _otherParts[..random.Next(1, _otherParts.Length + 1)].SelectMany(part => part)];

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
                    changed[one] = _otherParts[Math.Min(one, _otherParts.Length - 1)];
                    break;
                case 4:
                    changed.RemoveRange(one, parts.Length - one);
                    break;
                default:
                    changed = [.. _otherParts.Take(one), .. parts.Skip(one)];
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
