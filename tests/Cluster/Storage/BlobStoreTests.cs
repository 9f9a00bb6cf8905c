using Azure.Storage.Blobs;
using PsyCare.Domain;
using PsyCare.Vault.Azure;
using PsyCare.Vault.Stores;
using PsyCare.Vault.Tests.Stores;

namespace PsyCare.Cluster.Tests.Storage;

/// <summary>The contract of stores on Azurite, and what only a blob store over a network can do wrong.</summary>
public sealed class BlobStoreTests(Azurite azurite) : SealedStoreContract, IClassFixture<Azurite>, IAsyncLifetime
{
    private const string Name = "recordings/session/segment.pcs";

    private readonly string _container = "c" + Guid.NewGuid().ToString("N");
    private readonly BreakableNetwork _network = new();
    private BlobStore? _store;

    protected override ISealedStore Store => _store!;

    public async Task InitializeAsync() => _store = await azurite.OpenAsync(_container, _network);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_store_that_is_busy_for_a_while_is_asked_again_until_it_takes_the_chunk(int busy)
    {
        using var appender = await Store.CreateAsync(Name);
        await appender.AppendAsync("one"u8.ToArray());
        var left = busy;
        _network.Decide = _ => left-- > 0 ? Fate.Busy : Fate.Answered;

        await appender.AppendAsync("two"u8.ToArray());

        Assert.Equal("onetwo"u8.ToArray(), await ReadAsync(await OpenAsync(Name), 0, 100));
    }

    [Fact]
    public async Task A_store_that_stays_busy_fails_the_chunk_as_a_full_disk_does_and_what_was_committed_stays()
    {
        using var appender = await Store.CreateAsync(Name);
        await appender.AppendAsync("one"u8.ToArray());
        _network.Decide = _ => Fate.Busy;

        var failure = await Assert.ThrowsAsync<IOException>(async () => await appender.AppendAsync("two"u8.ToArray()));

        Assert.Contains("503", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("session", failure.Message, StringComparison.Ordinal);
        _network.Decide = _ => Fate.Answered;
        Assert.Equal("one"u8.ToArray(), await ReadAsync(await OpenAsync(Name), 0, 100));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chunk_whose_answer_is_lost_is_there_once(bool commit)
    {
        using var appender = await Store.CreateAsync(Name);
        for (var chunk = 0; chunk < 3; chunk++)
        {
            var lost = false;
            _network.Decide = request => !lost && (commit ? BreakableNetwork.IsCommit(request) : BreakableNetwork.IsStage(request)) && (lost = true)
                ? Fate.AnswerLost
                : Fate.Answered;
            await appender.AppendAsync(new[] { (byte)chunk });
            Assert.True(lost);
        }

        Assert.Equal([0, 1, 2], await ReadAsync(await OpenAsync(Name), 0, 100));
    }

    [Fact]
    public async Task Of_two_that_go_on_with_one_file_the_slower_fails_and_harms_nothing()
    {
        await WriteAsync(Name, "one"u8.ToArray());
        using var slower = await Store.ContinueAsync(Name, 3);
        using var faster = await Store.ContinueAsync(Name, 3);
        await faster.AppendAsync("two"u8.ToArray());

        await Assert.ThrowsAsync<IOException>(async () => await slower.AppendAsync("xxx"u8.ToArray()));
        await faster.AppendAsync("three"u8.ToArray());

        Assert.Equal("onetwothree"u8.ToArray(), await ReadAsync(await OpenAsync(Name), 0, 100));
    }

    [Fact]
    public async Task A_file_that_another_tool_brought_in_one_piece_reads_and_goes_on()
    {
        var container = new BlobContainerClient(azurite.Server.Connection, _container);
        await container.UploadBlobAsync(Name, BinaryData.FromString("from a disk"));
        Assert.Equal("from a disk"u8.ToArray(), await ReadAsync(await OpenAsync(Name), 0, 100));

        using (var appender = await Store.ContinueAsync(Name, 6))
            await appender.AppendAsync("the cloud"u8.ToArray());

        Assert.Equal("from athe cloud"u8.ToArray(), await ReadAsync(await OpenAsync(Name), 0, 100));
    }

    [Fact]
    public async Task The_heads_of_a_long_file_are_fetched_once_and_only_new_ones_when_it_has_grown()
    {
        const int Blocks = 60;
        using var appender = await Store.CreateAsync(Name);
        for (var i = 0; i < Blocks; i++)
            await appender.AppendAsync(Enumerable.Repeat((byte)i, 100_000).ToArray());

        await WalkAsync(Blocks);
        Assert.Equal(1, await WalkAsync(Blocks));
        await appender.AppendAsync(Enumerable.Repeat((byte)Blocks, 100_000).ToArray());
        Assert.Equal(2, await WalkAsync(Blocks + 1));
    }

    [Fact]
    public async Task A_long_file_that_nobody_has_opened_yet_tells_its_heads_in_a_few_requests()
    {
        const int Blocks = 200;
        using (var appender = (BlobAppender)await Store.CreateAsync(Name))
        {
            for (var i = 0; i < Blocks; i++)
            {
                await appender.AppendAsync(Enumerable.Repeat((byte)i, 30_000).ToArray());
                await appender.Indexing;
            }
        }

        // Each with nothing in memory: blocks, index, and the few heads that came after it.
        _store = await azurite.OpenAsync(_container, _network);
        Assert.InRange(await WalkAsync(Blocks, 30_000), 2, 20);

        // A blob of the same name that is another one, and an index that is none.
        var index = new BlobContainerClient(azurite.Server.Connection, _container).GetBlobClient($"heads/{Name}");
        foreach (var altered in new byte[][] { [], [.. "PCSH\u0001"u8, 200, 1, 2, 3], (await index.DownloadContentAsync()).Value.Content.ToArray()[..5000] })
        {
            await index.UploadAsync(BinaryData.FromBytes(altered), overwrite: true);
            _store = await azurite.OpenAsync(_container, _network);
            await WalkAsync(Blocks, 30_000);
        }

        await Store.RemoveAsync(Name);
        Assert.False(await index.ExistsAsync());
    }

    protected override void Dispose(bool disposing)
    {
        _network.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads the head of every block, as a scan does; returns how many requests it took.</summary>
    private async Task<int> WalkAsync(int blocks, int size = 100_000)
    {
        var before = _network.Requests;
        using var content = await OpenAsync(Name);
        for (var i = 0; i < blocks; i++)
            Assert.Equal(Enumerable.Repeat((byte)i, 52), await ReadAsync(content, i * size, 52));
        return _network.Requests - before;
    }
}
