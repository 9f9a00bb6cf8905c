using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Sealing;

public sealed class SealedFileTests : IDisposable
{
    private static readonly FileIdentity Identity = new(SealedKind.Affect, "recording/session", "file", 3);
    private static readonly string[] Contents = ["the first", "the second, which is longer", "", "the last"];

    private readonly string _root = Directory.CreateTempSubdirectory("psycare-sealed-").FullName;
    private readonly DiskStore _store;
    private readonly DataKey _key = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public SealedFileTests() => _store = new DiskStore(_root);

    [Fact]
    public void Chunks_come_back_as_they_were_with_their_descriptions()
    {
        using var file = Open(Write(ended: true))!;

        Assert.Equal(Contents, Read(file));
        Assert.Equal(SealedEnd.Clean, file.Scan.End);
        Assert.Equal("abc"u8.ToArray(), file.Metadata);
        Assert.Equal(new ChunkInfo(1000, 500, ChunkFlags.Keyframe | ChunkFlags.Video, 640, 480), file.Chunks[1].Header.Info);
    }

    [Fact]
    public void Nothing_of_the_content_shows_on_disk()
    {
        var bytes = File.ReadAllBytes(Write(ended: true));

        Assert.All(Contents.Where(content => content.Length > 0), content =>
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(content))));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("abc"u8));
    }

    [Fact]
    public void A_file_cut_anywhere_reads_to_its_last_whole_chunk()
    {
        var bytes = File.ReadAllBytes(Write(ended: true));
        var header = FileHeader.LengthFor(Identity);
        for (var length = 0; length < bytes.Length; length++)
        {
            using var file = Open(Save(bytes[..length]));
            if (length < header)
            {
                Assert.Null(file);
                continue;
            }

            Assert.Equal(SealedEnd.Cut, file!.Scan.End);
            Assert.Equal(length, file.Scan.IntactLength + file.Scan.TornBytes);
            Assert.Equal(Contents.Take(WholeChunks(length - header)), Read(file));
        }
    }

    [Fact]
    public void Every_altered_byte_is_noticed()
    {
        var bytes = File.ReadAllBytes(Write(ended: true));
        for (var i = 0; i < bytes.Length; i++)
        {
            var altered = bytes.ToArray();
            altered[i] ^= 0x10;
            Assert.True(IsNoticed(Save(altered)), $"byte {i}");
        }
    }

    [Fact]
    public void An_altered_byte_before_the_last_chunk_is_told_from_a_crash()
    {
        var bytes = File.ReadAllBytes(Write(ended: false));
        var header = FileHeader.LengthFor(Identity);
        var secondChunk = header + FileSeal.Overhead + Contents[0].Length;
        for (var i = secondChunk; i < secondChunk + FileSeal.PrefixSize; i++)
        {
            var altered = bytes.ToArray();
            altered[i] ^= 0x10;
            using var file = Open(Save(altered))!;
            Assert.Equal(SealedEnd.Damaged, file.Scan.End);
            Assert.Equal(Contents[..1], Read(file));
        }
    }

    [Theory]
    [InlineData(0, 2, 1, 3, 4)]
    [InlineData(1, 0, 2, 3, 4)]
    [InlineData(0, 2, 3, 4)]
    [InlineData(0, 1, 2, 4)]
    [InlineData(0, 0, 1, 2, 3, 4)]
    [InlineData(0, 1, 2, 3, 4, 4)]
    [InlineData(4)]
    public void Chunks_reordered_left_out_or_repeated_are_damage(params int[] order)
    {
        var bytes = File.ReadAllBytes(Write(ended: true));

        using var file = Open(Save([.. bytes[..FileHeader.LengthFor(Identity)], .. order.SelectMany(i => Chunk(bytes, i))]))!;

        Assert.Equal(SealedEnd.Damaged, file.Scan.End);
    }

    [Fact]
    public void A_chunk_of_another_file_under_the_same_key_and_id_does_not_fit()
    {
        var (one, other) = (File.ReadAllBytes(Write(ended: true)), File.ReadAllBytes(Write(ended: true)));
        var header = FileHeader.LengthFor(Identity);
        Chunk(other, 1).CopyTo(one, header + Chunk(one, 0).Length);

        using var file = Open(Save(one))!;

        Assert.Equal(SealedEnd.Damaged, file.Scan.End);
        Assert.Equal(Contents[..1], Read(file));
    }

    [Theory]
    [InlineData("recording/another", "file")]
    [InlineData("recording/session", "efil")]
    public void A_file_under_another_name_does_not_open(string context, string id)
    {
        var path = Write(ended: true);

        Assert.Throws<SealBrokenException>(() => Open(path, Identity with { Context = context, Id = id }, _key));
    }

    [Fact]
    public void A_file_does_not_open_with_another_key()
    {
        var path = Write(ended: true);
        using var other = new DataKey(new byte[32]);

        Assert.Throws<SealBrokenException>(() => Open(path, Identity, other));
    }

    [Fact]
    public void A_later_format_is_refused_by_number()
    {
        var bytes = File.ReadAllBytes(Write(ended: true));
        bytes[9] = 7;

        Assert.Contains("format 7", Assert.Throws<SealBrokenException>(() => Open(Save(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newest_chunk_whose_content_never_reached_the_disk_is_left_out()
    {
        var bytes = File.ReadAllBytes(Write(ended: false));
        bytes.AsSpan(bytes.Length - 10).Clear();

        using var file = Open(Save(bytes))!;

        Assert.Equal(SealedEnd.Cut, file.Scan.End);
        Assert.Equal(Contents[..^1], Read(file));
    }

    [Fact]
    public void Megabytes_of_zeros_behind_the_last_chunk_are_passed_over_without_decrypting()
    {
        var bytes = File.ReadAllBytes(Write(ended: false));
        var (thread, failures) = (Environment.CurrentManagedThreadId, 0);
        AppDomain.CurrentDomain.FirstChanceException += Count;

        using var file = Open(Save([.. bytes, .. new byte[4 << 20]]))!;

        AppDomain.CurrentDomain.FirstChanceException -= Count;
        Assert.Equal((SealedEnd.Cut, Contents.Length), (file.Scan.End, file.Chunks.Count));
        Assert.Equal(0, failures);

        void Count(object? sender, FirstChanceExceptionEventArgs e) =>
            failures += Environment.CurrentManagedThreadId == thread && e.Exception is AuthenticationTagMismatchException ? 1 : 0;
    }

    [Fact]
    public void Random_mutations_are_noticed_and_never_crash()
    {
        var bytes = File.ReadAllBytes(Write(ended: true));
        var random = new Random(20261121);
        for (var round = 0; round < 1000; round++)
        {
            var mutated = Mutate(bytes, random);
            Assert.True(mutated.AsSpan().SequenceEqual(bytes) || IsNoticed(Save(mutated)), $"round {round}");
        }
    }

    public void Dispose()
    {
        _store.Dispose();
        _key.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        var length = random.Next(1, 40);
        var noise = new byte[length];
        random.NextBytes(noise);
        return random.Next(5) switch
        {
            0 => [.. bytes[..at], .. noise, .. bytes[Math.Min(bytes.Length, at + length)..]],
            1 => [.. bytes[..at], .. noise, .. bytes[at..]],
            2 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..]],
            3 => [.. bytes[..at], .. bytes[Math.Max(0, at - length)..]],
            _ => [.. bytes, .. noise],
        };
    }

    // Not noticing means: a clean end, and content that is not what was written.
    private bool IsNoticed(string path)
    {
        try
        {
            using var file = Open(path);
            if (file is null || file.Scan.End != SealedEnd.Clean)
            {
                Assert.Equal(Contents.Take(file?.Chunks.Count ?? 0), file is null ? [] : Read(file));
                return true;
            }

            Read(file);
            return false;
        }
        catch (SealBrokenException)
        {
            return true;
        }
    }

    private static int WholeChunks(int length)
    {
        var whole = 0;
        while (whole < Contents.Length && length >= FileSeal.Overhead + Contents[whole].Length)
        {
            length -= FileSeal.Overhead + Contents[whole].Length;
            whole++;
        }

        return whole;
    }

    // The end chunk is the one after the last.
    private static byte[] Chunk(byte[] file, int index)
    {
        var lengths = Contents.Select(content => FileSeal.Overhead + content.Length).Append(FileSeal.Overhead).ToArray();
        var start = FileHeader.LengthFor(Identity) + lengths[..index].Sum();
        return file[start..(start + lengths[index])];
    }

    private static IEnumerable<string> Read(SealedFileReader file) =>
        [.. Enumerable.Range(0, file.Chunks.Count).Select(i => Encoding.UTF8.GetString(file.ReadAsync(i, default).Now()))];

    private SealedFileReader? Open(string path) => Open(path, Identity, _key);

    private SealedFileReader? Open(string path, FileIdentity identity, DataKey key) =>
        SealedFileReader.TryOpenAsync(_store, Path.GetFileName(path), identity, key, default).Now();

    private string NewPath() => Path.Combine(_root, Path.GetRandomFileName());

    private string Save(byte[] bytes)
    {
        var path = Path.Combine(_root, "altered");
        TestFiles.Overwrite(path, bytes);
        return path;
    }

    private string Write(bool ended)
    {
        var path = NewPath();
        using var writer = SealedFileWriter.CreateAsync(_store.CreateAsync(Path.GetFileName(path)).Now(), Identity, _key, "abc"u8.ToArray()).Now();
        for (var i = 0; i < Contents.Length; i++)
        {
            var info = new ChunkInfo(i * 1000, 500, ChunkFlags.Keyframe | ChunkFlags.Video, 640, 480);
            writer.AppendAsync(info, Encoding.UTF8.GetBytes(Contents[i])).Now();
        }

        if (ended)
        {
            writer.EndAsync(Contents.Length * 1000).Now();
        }

        return path;
    }
}
