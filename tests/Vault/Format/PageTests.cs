using System.Text;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Format;

/// <summary><c>infra/format.md</c> tells enough to read what the product writes, and what it once wrote.</summary>
public sealed class PageTests : IDisposable
{
    private readonly TemporaryVault _vault = new(inMemory: true);

    [Fact]
    public void The_page_reads_yesterdays_recording_from_the_key_ring_down()
    {
        var kek = Convert.FromBase64String(YesterdaysFormatTests.Kek);
        var dataKey = PageReader.OpenBox(kek, "psycare/wrap/v1", "recording/S", Convert.FromBase64String(YesterdaysFormatTests.WrappedKey));
        var (metadata, chunks, end) = PageReader.Read(Convert.FromBase64String(YesterdaysFormatTests.Segment), dataKey);

        Assert.Equal("02" + "0000000000001388", Convert.ToHexString(metadata));
        Assert.Equal("clean", end);
        Assert.Equal([2 + 8, 1], chunks.Select(c => c.Flags));
        Assert.Equal("yesterday's pictures", Encoding.ASCII.GetString(chunks[0].Content));
    }

    [Fact]
    public void The_page_reads_yesterdays_state()
    {
        var kek = Convert.FromBase64String(YesterdaysFormatTests.Kek);
        var state = PageReader.OpenBox(kek, "psycare/state/v1", "session/S", Convert.FromBase64String(YesterdaysFormatTests.SealedState));

        Assert.Equal("yesterday's note", Encoding.ASCII.GetString(state));
    }

    [Fact]
    public async Task The_page_reads_what_is_written_today_whole_and_cut()
    {
        var file = File.ReadAllBytes(_vault.SegmentPath(await _vault.RecordAsync(TestMedia.Call(6_000), startMs: 0)));
        var dataKey = DataKeyOf(DataKeyId.Recording(_vault.SessionId));

        var (_, chunks, end) = PageReader.Read(file, dataKey);
        var cut = PageReader.Read(file[..^100], dataKey);

        Assert.Equal("clean", end);
        Assert.Equal("cut", cut.End);
        Assert.Equal(chunks.Count - 2, cut.Chunks.Count);
        // A Matroska cluster each, but for the empty end.
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal("1F43B675", Convert.ToHexString(chunk.Content[..4])));
        Assert.Empty(chunks[^1].Content);
    }

    [Fact]
    public async Task The_page_tells_without_a_key_what_the_audit_log_says_of_a_recording()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(6_000));
        var extent = _vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now()!.Extent;
        var file = File.ReadAllBytes(_vault.SegmentPath(segment));
        var cut = extent with { Chunks = 2, Finished = false, Heads = PageReader.ChainOfHeads(file, 2) };

        Assert.Equal(PageReader.ChainOfHeads(file, extent.Chunks + 1), extent.Heads);
        Assert.Equal(SegmentEnd.Clean, _vault.Recordings.DescribeAsync(_vault.SessionId, segment, cut, extent).Now()!.End);
    }

    [Theory]
    [InlineData("", "", "practice")]
    [InlineData("p", "", "patient/p")]
    [InlineData("p", "s", "session/s")]
    public void The_page_reads_state_sealed_today(string patientId, string sessionId, string keyName)
    {
        const string context = "clinic\nSessionGrain\nsession\ns";
        var box = new StateSealer(_vault.Ring, _vault.Keys).Seal(context, new Owned(patientId, sessionId), "a note"u8);

        var (name, state) = PageReader.OpenState(DataKeyOf, context, box);

        Assert.Equal((keyName, "a note"), (name, Encoding.ASCII.GetString(state)));
    }

    public void Dispose() => _vault.Dispose();

    private byte[] DataKeyOf(string name)
    {
        using var key = _vault.Keys.Get(name);
        return key.Bytes.ToArray();
    }

    private sealed record Owned(string PatientId, string SessionId) : ISessionOwned;
}
