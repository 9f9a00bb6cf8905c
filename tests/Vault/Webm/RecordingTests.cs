using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Webm;

namespace PsyCare.Vault.Tests.Webm;

public sealed class RecordingTests : IDisposable
{
    private readonly TemporaryVault _vault = new();

    [Fact]
    public async Task A_call_comes_back_frame_by_frame_in_order_of_time()
    {
        var frames = TestMedia.Call(10_000, startMs: 60_000).ToList();
        var segment = await _vault.RecordAsync(frames, startMs: 60_000);

        var webm = new WebmFile(_vault.ReadAll(segment));

        Assert.Equal(frames.Count, webm.Blocks.Count);
        Assert.Equal(webm.Blocks.OrderBy(block => block.AtMs).Select(block => block.AtMs), webm.Blocks.Select(block => block.AtMs));
        foreach (var (kind, track) in new[] { (MediaKind.Video, 1), (MediaKind.Audio, 2) })
        {
            Assert.Equal(
                frames.Where(frame => frame.Kind == kind)
                    .Select(frame => (frame.AtMs - 60_000, frame.IsKeyframe, Convert.ToHexString(frame.Data.Span))),
                webm.Blocks.Where(block => block.Track == track)
                    .Select(block => (block.AtMs, block.IsKeyframe, Convert.ToHexString(block.Data))));
        }
    }

    [Fact]
    public async Task Clusters_are_short_and_begin_at_key_frames()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(12_000, keyframeMs: 3000));

        var clusters = new WebmFile(_vault.ReadAll(segment)).Clusters.Select(cluster => WebmFile.BlocksOf(cluster).ToList()).ToList();

        Assert.Equal([0, 0, 1500, 3000, 3000, 4500, 6000, 6000, 7500, 9000, 9000, 10500], clusters.Select(blocks => blocks[0].AtMs));
        Assert.All(clusters, blocks => Assert.InRange(blocks[^1].AtMs - blocks[0].AtMs, 0, 1499));
    }

    [Fact]
    public async Task Many_key_frames_do_not_make_as_many_clusters()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(4000, keyframeMs: 40));

        Assert.InRange(new WebmFile(_vault.ReadAll(segment)).Clusters.Count, 7, 10);
    }

    [Fact]
    public async Task Cues_point_at_clusters_that_begin_with_a_key_frame()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(30_000, keyframeMs: 4000));

        var webm = new WebmFile(_vault.ReadAll(segment));

        Assert.Equal([0, 4000, 8000, 12000, 16000, 20000, 24000, 28000], webm.Cues.Select(cue => cue.AtMs));
        Assert.All(webm.Cues, cue =>
        {
            var first = WebmFile.BlocksOf(cue.Cluster).First();
            Assert.Equal((1, cue.AtMs, true), (first.Track, first.AtMs, first.IsKeyframe));
        });
    }

    [Fact]
    public async Task The_head_names_duration_tracks_and_codecs()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(4000));

        var webm = new WebmFile(_vault.ReadAll(segment));

        Assert.Equal(4000, webm.DurationMs);
        var (video, audio) = (webm.Tracks[0], webm.Tracks[1]);
        Assert.Equal("V_VP8"u8.ToArray(), video[0x86].Content);
        Assert.Equal((640UL, 480UL), (video[0xE0][0xB0].Number, video[0xE0][0xBA].Number));
        Assert.Equal("A_OPUS"u8.ToArray(), audio[0x86].Content);
        Assert.Equal((48_000.0, 2UL), (audio[0xE1][0xB5].Float, audio[0xE1][0x9F].Number));
        // RFC 7845, 5.1: version 1, 2 channels, pre-skip 312, 48 kHz, no gain, mapping family 0.
        Assert.Equal("4F707573486561640102380180BB0000000000", Convert.ToHexString(audio[0x63A2].Content));
        Assert.Equal(6_500_000UL, audio[0x56AA].Number);
    }

    [Fact]
    public async Task Sound_alone_makes_a_file_with_one_track_and_a_cue_for_each_cluster()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(6000).Where(frame => frame.Kind == MediaKind.Audio));

        var webm = new WebmFile(_vault.ReadAll(segment));

        Assert.Equal(2UL, Assert.Single(webm.Tracks)[0x83].Number);
        Assert.Equal([(0, 2), (1500, 2), (3000, 2), (4500, 2)], webm.Cues.Select(cue => (cue.AtMs, cue.Track)));
    }

    [Fact]
    public async Task Pictures_that_begin_later_are_there_from_their_first_key_frame()
    {
        var sound = TestMedia.Call(9000).Where(frame => frame.Kind == MediaKind.Audio);
        MediaFrame[] pictures = [TestMedia.Delta(4000), TestMedia.Delta(4040), TestMedia.Keyframe(5010, 320, 240), TestMedia.Delta(5050)];
        var segment = await _vault.RecordAsync(sound.Concat(pictures).OrderBy(frame => frame.AtMs));

        var webm = new WebmFile(_vault.ReadAll(segment));

        Assert.Equal(320UL, webm.Tracks[0][0xE0][0xB0].Number);
        Assert.Equal([5010, 5050], webm.Blocks.Where(block => block.Track == 1).Select(block => block.AtMs));
        Assert.Equal([5010], webm.Cues.Select(cue => cue.AtMs));
    }

    [Fact]
    public async Task A_gap_of_minutes_in_the_media_stays_a_gap()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(1000).Concat(TestMedia.Call(1000, startMs: 600_000)));

        var webm = new WebmFile(_vault.ReadAll(segment));

        Assert.Equal(600_000, webm.Blocks.Last(block => block.IsKeyframe && block.Track == 1).AtMs);
    }

    [Fact]
    public async Task Frames_before_the_segments_start_are_at_its_start()
    {
        var segment = await _vault.RecordAsync([TestMedia.Keyframe(990), TestMedia.Sound(995), TestMedia.Sound(1015)], startMs: 1000);

        Assert.Equal([0, 0, 15], new WebmFile(_vault.ReadAll(segment)).Blocks.Select(block => block.AtMs));
    }

    [Fact]
    public async Task A_segment_without_any_frame_is_an_empty_file()
    {
        var segment = await _vault.RecordAsync([]);

        Assert.Empty(new WebmFile(_vault.ReadAll(segment)).Blocks);
        Assert.Equal((0L, SegmentEnd.Clean), Describe(segment) is { } found ? (found.DurationMs, found.End) : default);
    }

    [Fact]
    public async Task A_description_says_whose_when_how_long_and_how_it_ends()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(4000, startMs: 5000), startMs: 5000);

        var description = Describe(segment)!;
        var extent = description.Extent;
        Assert.Equal((4, new FileInfo(_vault.SegmentPath(segment)).Length, true), (extent.Chunks, extent.Bytes, extent.Finished));
        Assert.Equal(
            new SegmentDescription(
                ParticipantRole.Patient, 5000, 4000, extent, true, true, SegmentEnd.Clean),
            description);
    }

    [Fact]
    public async Task A_writer_tells_what_is_on_disk_and_a_file_with_less_was_shortened()
    {
        var segment = Ids.New();
        var writer = _vault.Recordings.OpenWriter(_vault.SessionId, segment, TemporaryVault.Patient, 0);
        foreach (var frame in TestMedia.Call(8000))
        {
            Assert.True(writer.TryWrite(frame));
        }

        await writer.DisposeAsync();
        var whole = File.ReadAllBytes(_vault.SegmentPath(segment));
        var extent = writer.Extent;
        Assert.Equal(Describe(segment)!.Extent with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(whole)) }, extent);
        Assert.Equal((whole.Length, true), (extent.Bytes, extent.Finished));
        Assert.Equal(SegmentEnd.Clean, EndOf(extent));

        var header = FileHeader.LengthFor(new FileIdentity(SealedKind.Media, DataKeyId.Recording(_vault.SessionId), segment, 9));
        for (var length = header; length < whole.Length; length += 997)
        {
            File.WriteAllBytes(_vault.SegmentPath(segment), whole[..length]);
            Assert.Equal(SegmentEnd.Shortened, EndOf(extent));
            Assert.Equal(SegmentEnd.Cut, EndOf(SealedExtent.None));
            var there = Describe(segment)!;
            Assert.Equal(SegmentEnd.Cut, EndOf(new SealedExtent(there.Chunks, there.Bytes, Finished: false)));
            Assert.Equal(SegmentEnd.Shortened, EndOf(new SealedExtent(there.Chunks + 1, there.Bytes, Finished: false)));
        }

        SegmentEnd EndOf(SealedExtent confirmed) =>
            _vault.Recordings.DescribeAsync(_vault.SessionId, segment, confirmed).Now()!.End;
    }

    [Fact]
    public async Task Neither_the_container_nor_a_frame_shows_on_disk()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(10_000));
        var head = _vault.ReadAll(segment);
        Assert.NotEqual(-1, head.AsSpan().IndexOf(TestMedia.Marker));

        foreach (var bytes in Directory.EnumerateFiles(_vault.DataFolder, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes))
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]));
            Assert.Equal(-1, bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1F, 0x43, 0xB6, 0x75]));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(TestMedia.Marker));
        }
    }

    [Fact]
    public async Task Files_and_folders_are_their_owners_alone()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(100));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_vault.SegmentPath(segment)));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(_vault.SegmentPath(segment))!));
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("..")]
    public async Task An_id_that_is_none_never_becomes_a_path(string id)
    {
        Assert.Throws<ArgumentException>(() => _vault.Recordings.OpenWriter(id, Ids.New(), TemporaryVault.Patient, 0));
        await Assert.ThrowsAsync<ArgumentException>(() => _vault.Recordings.OpenReaderAsync(_vault.SessionId, id).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => new SessionFiles(_vault.Store).RemoveRecordingAsync(id));
    }

    [Fact]
    public void The_key_of_another_session_opens_no_writer() => Assert.Throws<SealBrokenException>(() =>
        _vault.Recordings.OpenWriter(Ids.New(), Ids.New(), TemporaryVault.Patient, 0));

    [Fact]
    public async Task A_segment_id_used_twice_fails_and_harms_nothing()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(4000));
        await using var again = _vault.Recordings.OpenWriter(_vault.SessionId, segment, TemporaryVault.Patient, 0);

        await Assert.ThrowsAnyAsync<IOException>(() => again.Completion);
        Assert.Equal(SegmentEnd.Clean, Describe(segment)?.End);
    }

    [Fact]
    public async Task Two_segments_swapped_on_disk_do_not_open()
    {
        var (one, other) = (await _vault.RecordAsync(TestMedia.Call(100)), await _vault.RecordAsync(TestMedia.Call(100)));
        File.Copy(_vault.SegmentPath(other), _vault.SegmentPath(one), overwrite: true);

        Assert.Throws<SealBrokenException>(() => _vault.ReadAll(one));
    }

    [Fact]
    public async Task Removing_a_recording_leaves_no_file_of_it()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(100));
        Assert.Equal([segment], _vault.Recordings.SegmentsAsync(_vault.SessionId).Now());

        await new SessionFiles(_vault.Store).RemoveRecordingAsync(_vault.SessionId);

        Assert.Empty(Directory.EnumerateFiles(_vault.DataFolder, "*", SearchOption.AllDirectories));
        Assert.Empty(_vault.Recordings.SegmentsAsync(_vault.SessionId).Now());
        Assert.Null(Describe(segment));
        Assert.Throws<FileNotFoundException>(() => _vault.ReadAll(segment));
    }

    [Fact]
    public async Task Sealing_is_measured_in_time_and_bytes()
    {
        var (milliseconds, bytes) = (new ConcurrentBag<double>(), new ConcurrentBag<long>());
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "PsyCare.Vault")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => milliseconds.Add(value));
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => bytes.Add(value));
        listener.Start();

        var segment = await _vault.RecordAsync(TestMedia.Call(3000));

        // Other tests may record at the same time, so at least.
        Assert.True(bytes.Sum() >= new FileInfo(_vault.SegmentPath(segment)).Length);
        Assert.True(milliseconds.Count >= 3);
        Assert.All(milliseconds, value => Assert.True(value > 0));
    }

    [Fact]
    public void A_frame_without_a_key_frames_header_is_no_key_frame() =>
        Assert.All(
            new[] { TestMedia.Delta(0).Data, TestMedia.Keyframe(0, 0, 0).Data, TestMedia.Keyframe(0).Data[..9], default },
            frame => Assert.False(Vp8.TryReadKeyframe(frame.Span, out _, out _)));

    public void Dispose() => _vault.Dispose();

    private SegmentDescription? Describe(string segment) => _vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now();
}
