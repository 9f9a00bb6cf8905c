using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;
using PsyCare.Vault.Tests;

namespace PsyCare.Cluster.Tests.Storage;

/// <summary>A recording into a blob store that fails meanwhile.</summary>
public sealed class BlobRecordingTests(Azurite azurite) : IClassFixture<Azurite>, IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("psycare-blob-").FullName;
    private readonly BreakableNetwork _network = new();
    private readonly (string Session, string Segment) _ids = (Ids.New(), Ids.New());
    private KeyRing? _ring;
    private DataKeys? _keys;
    private RecordingVault? _vault;
    private ISealedStore? _store;

    public async Task InitializeAsync()
    {
        _ring = KeyRing.OpenOrCreate(Path.Combine(_root, "keys", "ring.json"), Path.Combine(_root, "data"));
        _keys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Path.Combine(_root, "data"), _ring);
        await _keys.EnsureAsync(DataKeyId.Recording(_ids.Session), "patient");
        _store = await azurite.OpenAsync("r" + Guid.NewGuid().ToString("N"), _network);
        _vault = new RecordingVault(_store, _keys, TimeProvider.System);
    }

    public Task DisposeAsync()
    {
        _keys?.Dispose();
        _ring?.Dispose();
        _network.Dispose();
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_store_that_is_busy_for_a_minute_makes_the_recording_wait_and_loses_nothing()
    {
        var frames = TestMedia.Call(60_000).ToList();
        // Twenty refusals in a row, in the middle: at the product's pace a minute and more.
        var commits = 0;
        var refused = 0;
        _network.Decide = request =>
            BreakableNetwork.IsCommit(request) && ++commits >= 5 && refused < 20 && ++refused > 0 ? Fate.Busy : Fate.Answered;
        await using (var writer = _vault!.OpenWriter(_ids.Session, _ids.Segment, ParticipantRole.Patient, 0))
        {
            // The call goes on meanwhile: no frame is refused, none waits.
            Assert.All(frames, frame => Assert.True(writer.TryWrite(frame)));
            await writer.DisposeAsync();
            await writer.Completion;
        }

        Assert.Equal(20, refused);
        Assert.Equal((60_000, SegmentEnd.Clean), await _vault.DescribeAsync(_ids.Session, _ids.Segment) is { } found ? (found.DurationMs, found.End) : default);
        Assert.Equal(frames.Count, (await PlayAsync()).Blocks.Count);
    }

    [Fact]
    public async Task A_store_that_stays_busy_ends_the_segment_and_what_was_committed_plays()
    {
        var commits = 0;
        _network.Decide = request => BreakableNetwork.IsCommit(request) && ++commits >= 5 ? Fate.Busy : Fate.Answered;
        var writer = _vault!.OpenWriter(_ids.Session, _ids.Segment, ParticipantRole.Patient, 0);
        foreach (var frame in TestMedia.Call(20_000))
            writer.TryWrite(frame);

        await Assert.ThrowsAsync<IOException>(() => writer.Completion.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.False(writer.TryWrite(TestMedia.Sound(20_000)));
        await writer.DisposeAsync();
        _network.Decide = _ => Fate.Answered;
        var found = await _vault.DescribeAsync(_ids.Session, _ids.Segment, writer.Extent);
        Assert.Equal((3, SegmentEnd.Cut), (found!.Chunks, found.End));
        Assert.NotEmpty((await PlayAsync()).Blocks);
    }

    [Fact]
    public async Task Answers_lost_at_random_double_nothing_and_lose_nothing()
    {
        var random = new Random(20261126);
        _network.Decide = _ => random.Next(10) switch { 0 => Fate.AnswerLost, 1 => Fate.Busy, _ => Fate.Answered };
        var frames = TestMedia.Call(30_000).ToList();
        SealedExtent extent;
        await using (var writer = _vault!.OpenWriter(_ids.Session, _ids.Segment, ParticipantRole.Patient, 0))
        {
            Assert.All(frames, frame => Assert.True(writer.TryWrite(frame)));
            await writer.DisposeAsync();
            await writer.Completion;
            extent = writer.Extent;
        }

        _network.Decide = _ => Fate.Answered;
        Assert.Equal(SegmentEnd.Clean, (await _vault.DescribeAsync(_ids.Session, _ids.Segment, extent))?.End);
        var verifier = new RecordingsVerifier(_store!, Path.Combine(_root, "data"));
        verifier.Add(new AuditEntry(DateTimeOffset.UnixEpoch, AuditAction.RecordingSealed, "system", _ids.Session, _ids.Segment, extent));
        Assert.Equal((1, 0), await verifier.VerifyAsync(content: true) is { } verdict ? (verdict.AsFinished, verdict.Findings.Count) : default);
        Assert.Equal(frames.Count, (await PlayAsync()).Blocks.Count);
    }

    private async Task<WebmFile> PlayAsync()
    {
        await using var stream = await _vault!.OpenReaderAsync(_ids.Session, _ids.Segment);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return new WebmFile(copy.ToArray());
    }
}
