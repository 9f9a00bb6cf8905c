using PsyCare.Domain;
using PsyCare.TestKit.Time;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Stores;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Tests.Webm;

public sealed class DiskFailureTests : IDisposable
{
    private readonly TemporaryVault _vault = new();
    private readonly string _segment = Ids.New();

    [Fact]
    public async Task A_disk_that_stays_full_ends_the_segment_and_what_was_durable_plays()
    {
        var time = new FakeTimeProvider();
        var recordings = On(path => new FaultyFile(AppendFile.Create(path), capacity: 20_000), time);
        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);
        foreach (var frame in TestMedia.Call(12_000))
        {
            writer.TryWrite(frame);
        }

        await PassAsync(time, TimeSpan.FromSeconds(90), writer);
        var failure = await Assert.ThrowsAsync<IOException>(() => writer.Completion.WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Contains("No space left", failure.Message, StringComparison.Ordinal);
        Assert.False(writer.TryWrite(TestMedia.Sound(12_000)));
        var description = _vault.Recordings.DescribeAsync(_vault.SessionId, _segment).Now()!;
        Assert.Equal(SegmentEnd.Cut, description.End);
        Assert.InRange(description.DurationMs, 2000, 11_000);
        Assert.NotEmpty(new WebmFile(_vault.ReadAll(_segment)).Blocks);
    }

    [Fact]
    public async Task A_disk_that_is_full_for_a_minute_loses_nothing_and_how_long_it_has_been_is_told()
    {
        var time = new FakeTimeProvider();
        FaultyFile? file = null;
        var recordings = On(path => file = new FaultyFile(AppendFile.Create(path), capacity: 20_000), time);
        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);
        var frames = TestMedia.Call(60_000).ToList();

        Assert.All(frames, frame => Assert.True(writer.TryWrite(frame)));
        await PassAsync(time, TimeSpan.FromMinutes(1), writer);
        Assert.Equal(TimeSpan.FromMinutes(1), writer.StoringFor);
        Assert.False(writer.Completion.IsCompleted);
        file!.Capacity = long.MaxValue;
        await PassAsync(time, TimeSpan.FromSeconds(1), writer);
        await writer.DisposeAsync();

        await writer.Completion;
        Assert.Equal(SegmentEnd.Clean, _vault.Recordings.DescribeAsync(_vault.SessionId, _segment).Now()!.End);
        Assert.Equal(frames.Count, new WebmFile(_vault.ReadAll(_segment)).Blocks.Count);
    }

    [Fact]
    public async Task A_disk_that_refuses_the_file_fails_the_segment_not_the_caller()
    {
        var recordings = On(_ => throw new IOException("Read-only file system"));

        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);

        await Assert.ThrowsAsync<IOException>(() => writer.Completion);
        Assert.False(writer.TryWrite(TestMedia.Sound(0)));
        Assert.Null(_vault.Recordings.DescribeAsync(_vault.SessionId, _segment).Now());
    }

    [Fact]
    public async Task A_stalled_disk_fills_a_bounded_buffer_and_blocks_nobody()
    {
        using var moves = new ManualResetEventSlim(initialState: false);
        var recordings = On(path => new FaultyFile(AppendFile.Create(path), long.MaxValue) { Moves = moves });
        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);

        var accepted = TestMedia.Call(300_000).TakeWhile(frame => writer.TryWrite(frame)).Count();

        Assert.InRange(accepted, 4096, 16_384);
        moves.Set();
        await writer.DisposeAsync();
        Assert.Equal(accepted, new WebmFile(_vault.ReadAll(_segment)).Blocks.Count);
    }

    [Fact]
    public async Task A_store_that_stands_still_for_a_minute_loses_nothing_and_how_long_it_stands_is_told()
    {
        var time = new FakeTimeProvider();
        using var moves = new ManualResetEventSlim(initialState: false);
        var storing = new TaskCompletionSource();
        var recordings = On(
            path =>
            {
                storing.SetResult();
                return new FaultyFile(AppendFile.Create(path), long.MaxValue) { Moves = moves };
            },
            time);
        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);
        var frames = TestMedia.Call(60_000).ToList();

        Assert.All(frames, frame => Assert.True(writer.TryWrite(frame)));
        await storing.Task;
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(1), writer.StoringFor);
        moves.Set();
        await writer.DisposeAsync();

        Assert.Equal(TimeSpan.Zero, writer.StoringFor);
        Assert.Equal(frames.Count, new WebmFile(_vault.ReadAll(_segment)).Blocks.Count);
    }

    [Fact]
    public void All_recordings_together_hold_no_more_than_their_budget_and_have_it_again_when_the_store_goes_on()
    {
        var budget = new BufferBudget(1000);

        Assert.True(budget.TryTake(600));
        Assert.False(budget.TryTake(600));
        Assert.True(budget.TryTake(400));
        budget.Return(1000);
        Assert.True(budget.TryTake(1000));
    }

    [Fact]
    public async Task Large_frames_are_bounded_by_bytes_and_absurd_ones_refused()
    {
        using var moves = new ManualResetEventSlim(initialState: false);
        var recordings = On(path => new FaultyFile(AppendFile.Create(path), long.MaxValue) { Moves = moves });
        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);
        var large = TestMedia.Sound(0) with { Data = new byte[1 << 20] };

        Assert.False(writer.TryWrite(large with { Data = new byte[3 << 20] }));
        Assert.False(writer.TryWrite(large with { Data = default }));
        Assert.Equal(16, Enumerable.Range(0, 40).Count(_ => writer.TryWrite(large)));
        moves.Set();
    }

    [Fact]
    public async Task Nothing_is_accepted_after_the_end()
    {
        var writer = _vault.Recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);
        await writer.DisposeAsync();
        await writer.DisposeAsync();

        Assert.False(writer.TryWrite(TestMedia.Sound(0)));
        Assert.True(writer.Completion.IsCompletedSuccessfully);
    }

    public void Dispose() => _vault.Dispose();

    private RecordingVault On(Func<string, IAppendFile> disk, TimeProvider? time = null) =>
        new(new DiskStore(_vault.DataFolder, time) { CreateFile = disk }, _vault.Keys, time ?? TimeProvider.System);

    /// <summary>Time passes for a store that tries again every second.</summary>
    private static async Task PassAsync(FakeTimeProvider time, TimeSpan length, IVaultSegmentWriter writer)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += TimeSpan.FromSeconds(1))
        {
            await Task.WhenAny(time.WhenTimersArmed(1), writer.Completion).WaitAsync(TimeSpan.FromMinutes(1));
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
