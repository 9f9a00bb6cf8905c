using PsyCare.Domain.Media;

namespace PsyCare.Vault.Tests.Review;

public sealed class SegmentClipTests : IDisposable
{
    private readonly TemporaryVault _vault = new();

    [Theory]
    [InlineData(4_000, 9_000)]
    [InlineData(4_000, 4_100)]
    [InlineData(0, 20_000)]
    [InlineData(5_310, 14_730)]
    [InlineData(7_990, 8_030)]
    [InlineData(19_000, 90_000)]
    public async Task A_clip_holds_exactly_the_sound_within_and_the_pictures_from_the_first_that_stands_alone(int from, int to)
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(20_000));
        var whole = new WebmFile(_vault.ReadAll(segment)).Blocks;
        var firstPicture = whole.Where(b => b.Track == 1 && b.IsKeyframe && b.AtMs >= from).Select(b => b.AtMs).DefaultIfEmpty(long.MaxValue).First();
        var expected = whole.Where(b => b.AtMs >= from && b.AtMs < to && (b.Track != 1 || b.AtMs >= firstPicture)).ToList();

        var clip = Clip(segment, from, to);

        Assert.Equal(expected.Select(b => (b.Track == 1, b.AtMs - from)), clip.Blocks.Select(b => (b.Track == 1, b.AtMs)));
        Assert.Equal(expected.Select(b => Convert.ToHexString(b.Data)), clip.Blocks.Select(b => Convert.ToHexString(b.Data)));
        Assert.InRange(clip.DurationMs, 1, to - from + 33);
    }

    [Fact]
    public async Task Every_key_frame_of_a_clip_can_be_sought()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(20_000));
        var clip = Clip(segment, 5_310, 19_000);
        Assert.Equal([8_000 - 5_310, 12_000 - 5_310, 16_000 - 5_310], clip.Cues.Select(c => (int)c.AtMs));
    }

    [Fact]
    public async Task A_clip_of_nothing_is_an_empty_file_and_no_error()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(2_000));
        Assert.Empty(Clip(segment, 60_000, 70_000).Blocks);
    }

    [Fact]
    public async Task The_picture_before_a_moment_is_found()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(10_000));
        Assert.Equal(0, _vault.Recordings.KeyframeBeforeAsync(_vault.SessionId, segment, 3_999).Now());
        Assert.Equal(4_000, _vault.Recordings.KeyframeBeforeAsync(_vault.SessionId, segment, 4_000).Now());
        Assert.Equal(8_000, _vault.Recordings.KeyframeBeforeAsync(_vault.SessionId, segment, 99_000).Now());
        var silent = await _vault.RecordAsync(TestMedia.Call(2_000).Where(f => f.Kind == MediaKind.Audio));
        Assert.Null(_vault.Recordings.KeyframeBeforeAsync(_vault.SessionId, silent, 1_000).Now());
    }

    public void Dispose() => _vault.Dispose();

    private WebmFile Clip(string segment, long from, long to)
    {
        using var stream = _vault.Recordings.OpenClipAsync(_vault.SessionId, segment, from, to).Now();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.Equal(stream.Length, copy.Length);
        return new WebmFile(copy.ToArray());
    }
}
