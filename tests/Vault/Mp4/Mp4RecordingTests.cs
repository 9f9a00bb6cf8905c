using PsyCare.Domain.Media;
using PsyCare.Vault.Review;

namespace PsyCare.Vault.Tests.Mp4;

/// <summary>Segments with H.264: the same sealed clusters, reviewed as MP4.</summary>
public sealed class Mp4RecordingTests : IDisposable
{
    private readonly TemporaryVault _vault = new();

    [Fact]
    public async Task A_call_comes_back_frame_by_frame_in_order_of_time()
    {
        var frames = TestMedia.AvcCall(10_000, startMs: 60_000).ToList();
        var file = new Mp4File(_vault.ReadAll(await _vault.RecordAsync(frames, startMs: 60_000)));
        foreach (var (kind, track) in new[] { (MediaKind.Video, 1u), (MediaKind.Audio, 2u) })
        {
            Assert.Equal(
                frames.Where(frame => frame.Kind == kind)
                    .Select(frame => (frame.AtMs - 60_000.0, frame.IsKeyframe, Convert.ToHexString(frame.Data.Span))),
                file.Samples.Where(sample => sample.Track == track).Select(sample => (sample.AtMs, sample.IsSync, Convert.ToHexString(sample.Data))));
        }

        Assert.Equal(["ftyp", "moov", "sidx", "moof", "mdat", "free"], file.Top.Take(6));
        Assert.InRange(file.DurationMs, 9_980u, 10_033u);
    }

    [Fact]
    public async Task The_parameter_sets_and_the_size_stand_before_the_pictures()
    {
        var file = new Mp4File(_vault.ReadAll(await _vault.RecordAsync(TestMedia.AvcCall(2000))));
        var entry = file.Content("moov/trak/mdia/minf/stbl/stsd");
        byte[] configuration =
        [
            1, 0x42, 0xC0, 0x16, 0xFF, 0xE1, 0, 25, .. TestMedia.AvcSequenceParameters, 1, 0, 5, .. TestMedia.AvcPictureParameters,
        ];
        Assert.True(entry.IndexOf("avc1"u8) > 0 && entry.IndexOf(configuration) > entry.IndexOf("avcC"u8));
        Assert.True(file.Content("moov/trak/tkhd")[^8..].SequenceEqual((ReadOnlySpan<byte>)[640 >> 8, 640 & 0xFF, 0, 0, 360 >> 8, 360 & 0xFF, 0, 0]));
    }

    [Fact]
    public async Task The_index_names_every_fragment_and_those_that_playing_can_start_at()
    {
        var file = new Mp4File(_vault.ReadAll(await _vault.RecordAsync(TestMedia.AvcCall(30_000))));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i * 4000L), file.Index.Where(part => part.StartsWithSync).Select(part => part.AtMs));
        Assert.Equal(file.Top.Count(type => type == "moof"), file.Index.Count);
    }

    [Fact]
    public async Task Any_range_reads_as_that_part_of_the_whole()
    {
        var segment = await _vault.RecordAsync(TestMedia.AvcCall(20_000));
        using var stream = _vault.Recordings.OpenReaderAsync(_vault.SessionId, segment).Now();
        Assert.Equal((RecordingStream.Mp4, ".mp4"), (stream.MediaType, stream.Extension));
        await _vault.CheckRangesAsync(segment, rounds: 300);
    }

    [Fact]
    public async Task A_recording_cut_anywhere_is_a_whole_file_of_what_was_durable()
    {
        var segment = await _vault.RecordAsync(TestMedia.AvcCall(5000, keyframeMs: 1000));
        var path = _vault.SegmentPath(segment);
        var bytes = await File.ReadAllBytesAsync(path);
        var all = new Mp4File(_vault.ReadAll(segment)).Samples;
        var longest = 0;
        for (var length = bytes.Length; length > 0; length -= 97)
        {
            using (var file = File.OpenWrite(path))
            {
                file.SetLength(length);
            }

            if (_vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now() is not { HasVideo: true })
            {
                continue;
            }

            var cut = new Mp4File(_vault.ReadAll(segment)).Samples;
            Assert.Equal(all.Take(cut.Count).Select(sample => sample.AtMs), cut.Select(sample => sample.AtMs));
            longest = Math.Max(longest, cut.Count);
        }

        Assert.Equal(all.Count, longest);
    }

    [Theory]
    [InlineData(4_000, 9_000)]
    [InlineData(5_310, 14_730)]
    [InlineData(7_990, 8_030)]
    public async Task A_clip_holds_exactly_the_sound_within_and_the_pictures_from_the_first_that_stands_alone(int from, int to)
    {
        var segment = await _vault.RecordAsync(TestMedia.AvcCall(20_000));
        var whole = new Mp4File(_vault.ReadAll(segment)).Samples;
        var firstPicture = whole.Where(s => s.Track == 1 && s.IsSync && s.AtMs >= from).Min(s => s.AtMs);
        var expected = whole.Where(s => s.AtMs >= from && s.AtMs < to && (s.Track != 1 || s.AtMs >= firstPicture)).ToList();
        using var stream = _vault.Recordings.OpenClipAsync(_vault.SessionId, segment, from, to).Now();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        var clip = new Mp4File(copy.ToArray()).Samples;
        foreach (var track in new[] { 1u, 2u })
        {
            Assert.Equal(
                expected.Where(s => s.Track == track).Select(s => (s.AtMs - from, Convert.ToHexString(s.Data))),
                clip.Where(s => s.Track == track).Select(s => (s.AtMs, Convert.ToHexString(s.Data))));
        }
    }

    [Fact]
    public async Task Pictures_begin_with_a_key_frame_that_has_its_parameters_and_without_any_there_is_sound_alone()
    {
        var broken = TestMedia.AvcKeyframe(0) with { Data = TestMedia.AvcDelta(0).Data };
        var frames = TestMedia.AvcCall(2000).Select(frame => frame is { Kind: MediaKind.Video, IsKeyframe: true } ? broken with { AtMs = frame.AtMs } : frame);
        using var stream = _vault.Recordings.OpenReaderAsync(_vault.SessionId, await _vault.RecordAsync(frames)).Now();
        Assert.Equal(RecordingStream.Webm, stream.MediaType);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.All(new WebmFile(copy.ToArray()).Blocks, block => Assert.Equal(2, block.Track));
    }

    public void Dispose() => _vault.Dispose();
}
