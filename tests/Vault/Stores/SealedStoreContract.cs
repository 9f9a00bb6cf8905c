using System.Text;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Stores;

/// <summary>What every store of sealed files does, whatever it is made of. Run on the disk here, on Azurite in the Cluster tests.</summary>
public abstract class SealedStoreContract : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("psycare-store-").FullName;
    private readonly string _folder = Ids.New();

    protected string Root => _root;

    protected abstract ISealedStore Store { get; }

    private string Name => $"recordings/{_folder}/file.pcs";

    [Fact]
    public async Task What_is_appended_is_there_in_order_and_any_range_of_it_reads()
    {
        byte[][] chunks = [Bytes(500), Bytes(1), Bytes(70_000), Bytes(300_000)];
        await WriteAsync(Name, chunks);
        byte[] whole = [.. chunks.SelectMany(chunk => chunk)];

        using var content = await OpenAsync(Name);
        Assert.Equal(whole.Length, content.Length);
        Assert.Equal(whole, await ReadAsync(content, 0, whole.Length));
        Assert.Equal(whole[500..564], await ReadAsync(content, 500, 64));
        Assert.Equal(whole[400..70_000], await ReadAsync(content, 400, 69_600));
        Assert.Equal(whole[^10..], await ReadAsync(content, whole.Length - 10, 100));
        Assert.Empty(await ReadAsync(content, whole.Length, 100));
        Assert.Empty(await ReadAsync(content, whole.Length + 5, 100));
    }

    [Fact]
    public async Task A_chunk_is_readable_when_its_append_returns_and_an_open_file_stays_as_long_as_it_was()
    {
        using var appender = await Store.CreateAsync(Name);
        await appender.AppendAsync("one"u8.ToArray());
        using var before = await OpenAsync(Name);
        await appender.AppendAsync("two"u8.ToArray());

        Assert.Equal("one"u8.ToArray(), await ReadAsync(before, 0, 100));
        using var after = await OpenAsync(Name);
        Assert.Equal("onetwo"u8.ToArray(), await ReadAsync(after, 0, 100));
    }

    [Fact]
    public async Task Where_there_is_no_file_nothing_opens_nothing_is_listed_and_removing_is_no_error()
    {
        Assert.Null(await Store.TryOpenAsync(Name));
        Assert.Empty(await Store.ListAsync($"recordings/{_folder}"));
        await Store.RemoveAsync(Name);
        await Store.RemoveFolderAsync($"recordings/{_folder}");
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            using var appender = await Store.ContinueAsync(Name, 0);
            await appender.AppendAsync(Bytes(1));
        });
    }

    [Fact]
    public async Task A_name_that_exists_is_not_begun_anew()
    {
        await WriteAsync(Name, "first"u8.ToArray());

        await Assert.ThrowsAnyAsync<IOException>(() => WriteAsync(Name, "other"u8.ToArray()));

        using var content = await OpenAsync(Name);
        Assert.Equal("first"u8.ToArray(), await ReadAsync(content, 0, 100));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public async Task A_file_goes_on_after_its_first_bytes_and_what_lay_beyond_is_gone(int length)
    {
        await WriteAsync(Name, "one"u8.ToArray(), "two"u8.ToArray());

        using (var appender = await Store.ContinueAsync(Name, length))
        {
            await appender.AppendAsync("three"u8.ToArray());
            await appender.AppendAsync("four"u8.ToArray());
        }

        using var content = await OpenAsync(Name);
        Assert.Equal("onetwo"[..length] + "threefour", Encoding.ASCII.GetString(await ReadAsync(content, 0, 100)));
    }

    [Fact]
    public async Task A_file_that_is_shorter_than_it_should_be_is_not_gone_on_with()
    {
        await WriteAsync(Name, "one"u8.ToArray());

        await Assert.ThrowsAnyAsync<IOException>(async () => await Store.ContinueAsync(Name, 4));
    }

    [Fact]
    public async Task Removing_takes_a_file_or_a_whole_folder_and_nothing_beside_it()
    {
        var (one, two, beside) = ($"recordings/{_folder}/1.pcs", $"recordings/{_folder}/2.pcs", $"recordings/{_folder}x/1.pcs");
        foreach (var name in new[] { one, two, beside })
        {
            await WriteAsync(name, Bytes(10));
        }

        Assert.Equal([one, two], (await Store.ListAsync($"recordings/{_folder}")).Order());
        await Store.RemoveAsync(one);
        Assert.Equal([two], await Store.ListAsync($"recordings/{_folder}"));
        await Store.RemoveFolderAsync($"recordings/{_folder}");
        Assert.Empty(await Store.ListAsync($"recordings/{_folder}"));
        Assert.Null(await Store.TryOpenAsync(two));
        Assert.Equal([beside], await Store.ListAsync($"recordings/{_folder}x"));
    }

    [Fact]
    public async Task Many_files_grow_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            using var appender = await Store.CreateAsync($"recordings/{_folder}/{i}.pcs");
            for (var chunk = 0; chunk < 5; chunk++)
            {
                await appender.AppendAsync(Enumerable.Repeat((byte)(i + chunk), 100).ToArray());
            }
        }));

        var names = await Store.ListAsync($"recordings/{_folder}");
        Assert.Equal(20, names.Count);
        foreach (var name in names)
        {
            using var content = await OpenAsync(name);
            var first = int.Parse(Path.GetFileNameWithoutExtension(name), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(Enumerable.Range(0, 500).Select(i => (byte)(first + (i / 100))), await ReadAsync(content, 0, 1000));
        }
    }

    [Fact]
    public async Task A_recording_and_its_affect_track_come_back_a_clip_of_it_too_and_nothing_of_them_shows()
    {
        using var ring = KeyRing.OpenOrCreate(Path.Combine(_root, "keys", "ring.json"), Path.Combine(_root, "data"));
        using var keys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Path.Combine(_root, "data"), ring);
        var (session, segment) = (Ids.New(), Ids.New());
        await keys.EnsureAsync(DataKeyId.Recording(session), "patient");
        await keys.EnsureAsync(DataKeyId.Affect(session), "patient");
        var vault = new RecordingVault(Store, keys, TimeProvider.System);
        using var audited = new AuditedFiles(() => throw new InvalidOperationException("Nothing is entered here."), () => [], ring);
        using var tracks = new AffectTrackStore(Store, keys, audited);
        await using (var writer = vault.OpenWriter(session, segment, ParticipantRole.Patient, 0))
        {
            Assert.All(TestMedia.Call(20_000), frame => Assert.True(writer.TryWrite(frame)));
        }

        for (var block = 0; block < 3; block++)
        {
            await tracks.AppendAsync(session, [new(block, block * 100, null, FaceReading.None(NoReadingReason.NoFace))], default);
        }

        Assert.Equal([segment], await vault.SegmentsAsync(session));
        Assert.Equal((20_000, SegmentEnd.Clean), await vault.DescribeAsync(session, segment) is { } found ? (found.DurationMs, found.End) : default);
        var played = new WebmFile(await ReadAllAsync(await vault.OpenReaderAsync(session, segment)));
        Assert.Equal(TestMedia.Call(20_000).Count(), played.Blocks.Count);
        var clip = new WebmFile(await ReadAllAsync(await vault.OpenClipAsync(session, segment, 4_000, 9_000)));
        Assert.Equal(played.Blocks.Count(b => b.AtMs is >= 4_000 and < 9_000), clip.Blocks.Count);
        Assert.Equal([0L, 1, 2], (await tracks.ReadAsync(session, default)).Select(sample => sample.Sequence));
        using var content = await OpenAsync($"recordings/{session}/{segment}.pcs");
        Assert.Equal(-1, (await ReadAsync(content, 0, (int)content.Length)).AsSpan().IndexOf(TestMedia.Marker));

        var files = new SessionFiles(Store);
        await files.RemoveRecordingAsync(session);
        await files.RemoveAffectAsync(session);
        Assert.Null(await vault.DescribeAsync(session, segment));
        Assert.Empty(await tracks.ReadAsync(session, default));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Directory.Delete(_root, recursive: true);

    protected async Task WriteAsync(string name, params byte[][] chunks)
    {
        using var appender = await Store.CreateAsync(name);
        foreach (var chunk in chunks)
        {
            await appender.AppendAsync(chunk);
        }
    }

    protected async Task<ISealedContent> OpenAsync(string name)
    {
        var content = await Store.TryOpenAsync(name);
        Assert.NotNull(content);
        return content;
    }

    protected static async Task<byte[]> ReadAsync(ISealedContent content, long at, int length)
    {
        var buffer = new byte[length];
        return buffer[..await content.ReadAsync(buffer, at)];
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            return copy.ToArray();
        }
    }
}
