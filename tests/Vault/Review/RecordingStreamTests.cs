using PsyCare.Domain;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Review;

public sealed class WebmRecordingStreamTests : IDisposable
{
    private readonly TemporaryVault _vault = new();

    [Fact]
    public async Task Any_range_reads_as_that_part_of_the_whole()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(20_000));
        await _vault.CheckRangesAsync(segment, rounds: 500);
    }

    [Fact]
    public async Task A_recording_cut_at_any_byte_is_a_whole_file_of_what_was_durable()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(5000, keyframeMs: 1000));
        var path = _vault.SegmentPath(segment);
        var bytes = await File.ReadAllBytesAsync(path);
        var blocks = new WebmFile(_vault.ReadAll(segment)).Blocks;
        var longest = 0;
        for (var length = bytes.Length - 1; length >= 0; length -= 7)
        {
            using (var file = File.OpenWrite(path))
            {
                file.SetLength(length);
            }

            if (_vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now() is not { } description)
            {
                Assert.Throws<FileNotFoundException>(() => _vault.ReadAll(segment));
                continue;
            }

            Assert.Equal(SegmentEnd.Cut, description.End);
            var cut = new WebmFile(_vault.ReadAll(segment));
            Assert.Equal(blocks.Take(cut.Blocks.Count).Select(block => block.AtMs), cut.Blocks.Select(block => block.AtMs));
            Assert.Equal(description.DurationMs, cut.DurationMs);
            longest = Math.Max(longest, cut.Blocks.Count);
        }

        Assert.Equal(blocks.Count, longest);
    }

    [Fact]
    public async Task A_recording_still_being_written_plays_to_its_last_durable_chunk_and_stays_the_same_when_held_to_it()
    {
        var (segment, threeChunks) = (Ids.New(), new TaskCompletionSource());
        using var store = new DiskStore(_vault.DataFolder)
        {
            CreateFile = path => new SignallingFile(AppendFile.Create(path), flushes: 4, threeChunks),
        };
        var recordings = new RecordingVault(store, _vault.Keys, TimeProvider.System);
        await using var writer = recordings.OpenWriter(_vault.SessionId, segment, TemporaryVault.Patient, 0);
        var frames = TestMedia.Call(9000).ToList();
        frames.FindAll(frame => frame.AtMs < 4000).ForEach(frame => Assert.True(writer.TryWrite(frame)));
        await threeChunks.Task;

        var growing = recordings.DescribeAsync(_vault.SessionId, segment).Now()!;
        var before = _vault.ReadAll(segment);
        frames.FindAll(frame => frame.AtMs >= 4000).ForEach(frame => Assert.True(writer.TryWrite(frame)));
        await writer.DisposeAsync();

        Assert.Equal((3, SegmentEnd.Cut), (growing.Chunks, growing.End));
        Assert.Equal(3, new WebmFile(before).Clusters.Count);
        using var held = recordings.OpenReaderAsync(_vault.SessionId, segment, growing.Chunks).Now();
        using var copy = new MemoryStream();
        await held.CopyToAsync(copy);
        Assert.Equal(before, copy.ToArray());
        Assert.True(_vault.ReadAll(segment).Length > before.Length);
    }

    [Fact]
    public async Task An_altered_cluster_is_refused_and_the_others_still_play()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(9000));
        var whole = _vault.ReadAll(segment);
        var path = _vault.SegmentPath(segment);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        Assert.Throws<SealBrokenException>(() => _vault.ReadAll(segment));
        using var stream = _vault.Recordings.OpenReaderAsync(_vault.SessionId, segment).Now();
        var start = new byte[1000];
        stream.ReadExactly(start);
        Assert.True(whole.AsSpan(0, 1000).SequenceEqual(start));
    }

    [Fact]
    public async Task It_is_a_stream_that_reads_and_seeks_and_never_writes()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(100));
        using var stream = _vault.Recordings.OpenReaderAsync(_vault.SessionId, segment).Now();

        Assert.True(stream is { CanRead: true, CanSeek: true, CanWrite: false });
        Assert.Equal(stream.Length, stream.Seek(0, SeekOrigin.End));
        Assert.Equal(0, stream.Read(new byte[10]));
        Assert.Equal(stream.Length + 10, stream.Seek(10, SeekOrigin.Current));
        Assert.Equal(0, stream.Read(new byte[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Seek(-1, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
    }

    public void Dispose() => _vault.Dispose();
}
