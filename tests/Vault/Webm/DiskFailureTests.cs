using PsyCare.Domain;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Tests.Webm;

public sealed class DiskFailureTests : IDisposable
{
    private readonly TemporaryVault _vault = new();
    private readonly string _segment = Ids.New();

    [Fact]
    public async Task A_full_disk_ends_the_segment_and_what_was_durable_plays()
    {
        using var recordings = On(path => new FaultyFile(AppendFile.Create(path), capacity: 20_000));
        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);
        foreach (var frame in TestMedia.Call(12_000))
        {
            writer.TryWrite(frame);
        }

        var failure = await Assert.ThrowsAsync<IOException>(() => writer.Completion);

        Assert.Contains("No space left", failure.Message, StringComparison.Ordinal);
        Assert.False(writer.TryWrite(TestMedia.Sound(12_000)));
        var description = _vault.Recordings.Describe(_vault.SessionId, _segment)!;
        Assert.Equal(SegmentEnd.Cut, description.End);
        Assert.InRange(description.DurationMs, 2000, 11_000);
        Assert.NotEmpty(new WebmFile(_vault.ReadAll(_segment)).Blocks);
    }

    [Fact]
    public async Task A_disk_that_refuses_the_file_fails_the_segment_not_the_caller()
    {
        using var recordings = On(_ => throw new IOException("Read-only file system"));

        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);

        await Assert.ThrowsAsync<IOException>(() => writer.Completion);
        Assert.False(writer.TryWrite(TestMedia.Sound(0)));
        Assert.Null(_vault.Recordings.Describe(_vault.SessionId, _segment));
    }

    [Fact]
    public async Task A_stalled_disk_fills_a_bounded_buffer_and_blocks_nobody()
    {
        using var moves = new ManualResetEventSlim(initialState: false);
        using var recordings = On(path => new FaultyFile(AppendFile.Create(path), long.MaxValue) { Moves = moves });
        await using var writer = recordings.OpenWriter(_vault.SessionId, _segment, TemporaryVault.Patient, 0);

        var accepted = TestMedia.Call(60_000).TakeWhile(frame => writer.TryWrite(frame)).Count();

        Assert.InRange(accepted, 512, 2048);
        moves.Set();
        await writer.DisposeAsync();
        Assert.Equal(accepted, new WebmFile(_vault.ReadAll(_segment)).Blocks.Count);
    }

    [Fact]
    public async Task Large_frames_are_bounded_by_bytes_and_absurd_ones_refused()
    {
        using var moves = new ManualResetEventSlim(initialState: false);
        using var recordings = On(path => new FaultyFile(AppendFile.Create(path), long.MaxValue) { Moves = moves });
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

    private RecordingVault On(Func<string, IAppendFile> disk) => new(_vault.DataFolder, _vault.Keys) { CreateFile = disk };
}
