using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.TestKit.Time;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Affect;

public sealed class AffectTrackStoreTests : IDisposable
{
    private const string YesterdaysBlock =
        "AQtHAACAqqqq6v905zO7gIhupi6nq4CcHPzg4OAO4ADmDg6goLABFziGg+I44XAAJ56xxsIbfhAn/FAlXvBR1Xj/wEPlSpXWqdJ5qVI6rSTxhc"
        + "egFbaexAMeVax0NjFqEnd4LDzhRtzgKrMSP3hY4cidm+tNn8QJn6rEH247Bw==";

    private const string BlockWithSides =
        "AYtEAACAqqqq6v905zObwKKbm5yuAnpwcPCDg4M7gAMsFwWFDbjBMQwYM5wdwBqfmgtvxCC+iKFKvBC9aO3tg0iVkyq1UaXxKOKN5pP4IbLTnLVN4o"
        + "HIIuaNVYw6iTsiF54II24IlUsh/og0Z597ElfEgjnicBlt7zk=";

    private readonly TemporaryVault _vault = new();

    [Fact]
    public async Task Samples_come_back_with_everything_they_said()
    {
        AffectSample[] samples =
        [
            Sample(0),
            OneSided(Sample(0)),
            new(1, 100, null, FaceReading.None(NoReadingReason.ConsentWithdrawn)),
            new(2, 200, 18_000, FaceReading.None(NoReadingReason.TurnedAway, new FaceQuality(0.1f, 0.4f, 0.5f, -61.5f, 3))),
        ];
        using (var store = NewStore())
        {
            await store.AppendAsync(_vault.SessionId, samples, default);
        }

        AssertSame(samples, await ReadAsync());
    }

    [Fact]
    public async Task A_session_without_a_track_has_no_samples() => Assert.Empty(await ReadAsync());

    [Fact]
    public async Task Blocks_follow_each_other_across_restarts()
    {
        for (var start = 0; start < 5; start++)
        {
            using var store = NewStore();
            await AppendAsync(store, start * 20, 10);
            await AppendAsync(store, (start * 20) + 10, 10);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), (await ReadAsync()).Select(sample => sample.Sequence));
    }

    [Fact]
    public async Task Appends_at_once_all_arrive_whole()
    {
        using var store = NewStore();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(block => AppendAsync(store, block * 10, 10)));

        var sequences = (await ReadAsync()).Select(sample => sample.Sequence).ToList();
        Assert.Equal(Enumerable.Range(0, 400).Select(i => (long)i), sequences.Order());
        Assert.All(sequences.Chunk(10), block => Assert.Equal(Enumerable.Range((int)block[0], 10).Select(i => (long)i), block));
    }

    [Fact]
    public async Task A_track_cut_at_any_byte_keeps_its_whole_blocks_and_goes_on()
    {
        using (var store = NewStore())
        {
            await AppendAsync(store, 0, 2);
            await AppendAsync(store, 2, 2);
        }

        var bytes = await File.ReadAllBytesAsync(_vault.AffectPath);
        for (var length = bytes.Length - 1; length >= 0; length--)
        {
            await File.WriteAllBytesAsync(_vault.AffectPath, bytes[..length]);
            var kept = await ReadAsync();
            Assert.Contains(kept.Count, new[] { 0, 2 });

            using var store = NewStore();
            await AppendAsync(store, 100, 3);

            Assert.Equal([.. kept.Select(sample => sample.Sequence), 100, 101, 102], (await ReadAsync()).Select(sample => sample.Sequence));
        }
    }

    [Fact]
    public async Task A_disk_that_runs_full_fails_the_append_and_the_next_one_that_fits_follows_the_last_good_block()
    {
        var full = true;
        var time = new FakeTimeProvider();
        using var disk = new DiskStore(_vault.DataFolder, time)
        {
            ContinueFile = (path, length) => new FaultyFile(AppendFile.Continue(path, length), capacity: full ? 100 : long.MaxValue),
        };
        using var store = new AffectTrackStore(disk, _vault.Keys, _vault.Audited);
        await AppendAsync(store, 0, 5);

        var append = AppendAsync(store, 5, 5);
        await time.WhenTimersArmed(1).WaitAsync(TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromSeconds(90));
        await Assert.ThrowsAsync<IOException>(() => append.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(5, (await ReadAsync()).Count);
        full = false;
        await AppendAsync(store, 5, 5);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), (await ReadAsync()).Select(sample => sample.Sequence));
    }

    [Fact]
    public async Task An_altered_track_is_neither_read_nor_cut_short_by_an_append()
    {
        using (var first = NewStore())
        {
            await AppendAsync(first, 0, 5);
            await AppendAsync(first, 5, 5);
            await AppendAsync(first, 10, 5);
        }

        var bytes = await File.ReadAllBytesAsync(_vault.AffectPath);
        for (var i = bytes.Length / 3; i < bytes.Length / 2; i++)
        {
            var altered = bytes.ToArray();
            altered[i] ^= 1;
            await File.WriteAllBytesAsync(_vault.AffectPath, altered);
            await Assert.ThrowsAsync<SealBrokenException>(ReadAsync);
        }

        using var store = NewStore();
        await File.WriteAllBytesAsync(_vault.AffectPath, [.. bytes[..(bytes.Length / 3)], .. bytes[((bytes.Length / 3) + 1)..]]);
        await Assert.ThrowsAsync<SealBrokenException>(() => AppendAsync(store, 15, 5));
        Assert.Equal(bytes.Length - 1, new FileInfo(_vault.AffectPath).Length);
    }

    [Fact]
    public async Task A_track_put_in_another_sessions_place_is_neither_read_nor_written()
    {
        using var store = NewStore();
        var stranger = Ids.New();
        await Assert.ThrowsAsync<SealBrokenException>(() => store.AppendAsync(stranger, [Sample(0)], default));
        _vault.MakeKeys(stranger);
        await AppendAsync(store, 0, 5);
        File.Copy(_vault.AffectPath, Path.Combine(Path.GetDirectoryName(_vault.AffectPath)!, stranger + ".pcs"));

        await Assert.ThrowsAsync<SealBrokenException>(() => store.AppendAsync(stranger, [Sample(0)], default));
        await Assert.ThrowsAsync<SealBrokenException>(() => store.ReadAsync(stranger, default));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync("../x", default));
    }

    [Fact]
    public async Task Minutes_of_samples_stay_small_and_show_nothing_on_disk()
    {
        using var store = NewStore();
        for (var block = 0; block < 20; block++)
        {
            await AppendAsync(store, block * 45, 45);
        }

        var bytes = await File.ReadAllBytesAsync(_vault.AffectPath);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("\"n\":"u8));
        Assert.InRange(bytes.Length / (20 * 45), 1, 200);
    }

    [Fact]
    public void Yesterdays_block_still_decodes()
    {
        // Version 1, as first released: one reading with AU6+12 and happiness, one sample without a reading.
        var block = Convert.FromBase64String(YesterdaysBlock);

        var samples = AffectBlock.Decode(block).ToList();

        AssertSame([Sample(7), new(8, 800, null, FaceReading.None(NoReadingReason.NoFace))], samples);
    }

    [Fact]
    public void The_first_block_with_sides_still_decodes() =>
        AssertSame([OneSided(Sample(7))], AffectBlock.Decode(Convert.FromBase64String(BlockWithSides)));

    [Fact]
    public void Sides_cost_a_block_little_and_nothing_where_both_are_alike()
    {
        AffectSample[] alike = [.. Enumerable.Range(0, 45).Select(i => Sample(i))];

        var plain = AffectBlock.Encode(alike).Length;
        Assert.InRange(AffectBlock.Encode([.. alike.Select(OneSided)]).Length - plain, 1, plain / 10);
    }

    public void Dispose() => _vault.Dispose();

    private static AffectSample OneSided(AffectSample sample) => sample with
    {
        Reading = sample.Reading with
        {
            ActionUnits =
            [
                .. sample.Reading.ActionUnits.Select(unit => unit.Unit == ActionUnit.LipCornerPuller ? unit with { Asymmetry = -2.75f } : unit),
            ],
        },
    };

    private static AffectSample Sample(long sequence) => new(sequence, sequence * 100, (uint)sequence * 9000, new FaceReading(
        null,
        new FaceQuality(0.9f, 0.45f, 0.5f, -3.25f, 12),
        [new(ActionUnit.CheekRaiser, 2.125f + (sequence % 3)), new(ActionUnit.LipCornerPuller, 4.1f), new(ActionUnit.Blink, 0)],
        [new(Emotion.Happiness, 0.83f, [ActionUnit.LipCornerPuller, ActionUnit.CheekRaiser])]));

    private static void AssertSame(IEnumerable<AffectSample> expected, IEnumerable<AffectSample> actual) =>
        Assert.Equal(expected.Select(Describe), actual.Select(Describe));

    private static string Describe(AffectSample sample) => string.Join(
        '|',
        sample with { Reading = FaceReading.None(NoReadingReason.NoFace) },
        sample.Reading.NoReading,
        sample.Reading.Quality,
        string.Join(',', sample.Reading.ActionUnits),
        string.Join(',', sample.Reading.Emotions.Select(Describe)));

    private static string Describe(EmotionEstimate emotion) =>
        $"{emotion.Emotion} {emotion.Confidence} {string.Join('+', emotion.Evidence)}";

    private AffectTrackStore NewStore() => new(_vault.Store, _vault.Keys, _vault.Audited);

    private Task AppendAsync(AffectTrackStore store, int from, int count) => store.AppendAsync(
        _vault.SessionId, [.. Enumerable.Range(from, count).Select(i => Sample(i))], default);

    private async Task<IReadOnlyList<AffectSample>> ReadAsync()
    {
        using var store = NewStore();
        return await store.ReadAsync(_vault.SessionId, default);
    }
}
