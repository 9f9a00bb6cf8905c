using PsyCare.Domain.Media;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Review;

/// <summary>What a picture anywhere in a session of 90 minutes costs: the heads of its chunks and one cluster, never more of what was recorded.</summary>
public sealed class SeekCostTests : IDisposable
{
    private const int HeadSize = 52;

    private readonly TemporaryVault _vault = new(inMemory: true);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task A_picture_anywhere_in_a_long_recording_reads_the_heads_and_one_cluster(double place)
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(90 * 60_000).Select(Heavy));
        var store = new CountingStore(_vault.Store);
        var recordings = new RecordingVault(store, _vault.Keys, TimeProvider.System);
        var chunks = (await recordings.DescribeAsync(_vault.SessionId, segment))!.Chunks;
        Assert.InRange(chunks, 3_600, 5_400);
        (store.Reads, store.Bytes) = (0, 0);

        await using var stream = await recordings.OpenReaderAsync(_vault.SessionId, segment);
        stream.Position = (long)(stream.Length * place);
        await stream.ReadExactlyAsync(new byte[1_000]);

        // The file's head, a head each, one more for the end chunk and one for what follows it, the end chunk's content, and two clusters where the range lies
        // over the border of one.
        Assert.InRange(store.Reads, chunks, chunks + 6);
        var cluster = new FileInfo(_vault.SegmentPath(segment)).Length / chunks;
        Assert.InRange(store.Bytes, 0, (chunks * HeadSize) + 1_000 + (3 * cluster));
    }

    public void Dispose() => _vault.Dispose();

    // Clusters far larger than heads, as in life.
    private static MediaFrame Heavy(MediaFrame frame) =>
        frame.Kind == MediaKind.Video ? frame with { Data = (byte[])[.. frame.Data.Span, .. new byte[400]] } : frame;

    private sealed class CountingStore(ISealedStore inner) : ISealedStore
    {
        public int Reads { get; set; }

        public long Bytes { get; set; }

        public async ValueTask<ISealedContent?> TryOpenAsync(string name, CancellationToken cancellationToken = default) =>
            await inner.TryOpenAsync(name, cancellationToken) is { } content ? new Content(content, this) : null;

        public ValueTask<ISealedAppender> CreateAsync(string name) => inner.CreateAsync(name);

        public ValueTask<ISealedAppender> ContinueAsync(string name, long length) => inner.ContinueAsync(name, length);

        public ValueTask<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default) =>
            inner.ListAsync(folder, cancellationToken);

        public ValueTask RemoveAsync(string name) => inner.RemoveAsync(name);

        public ValueTask RemoveFolderAsync(string folder) => inner.RemoveFolderAsync(folder);

        private sealed class Content(ISealedContent inner, CountingStore store) : ISealedContent
        {
            public long Length => inner.Length;

            public async ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellationToken = default)
            {
                var read = await inner.ReadAsync(buffer, at, cancellationToken);
                store.Reads++;
                store.Bytes += read;
                return read;
            }

            public void Dispose() => inner.Dispose();
        }
    }
}
