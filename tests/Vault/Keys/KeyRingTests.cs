using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private const string Context = "recording/session";

    private static readonly byte[] Secret = [.. Enumerable.Range(100, DataKey.Size).Select(i => (byte)i)];

    private readonly string _root = Directory.CreateTempSubdirectory("psycare-keys-").FullName;

    private string RingPath => Path.Combine(_root, "keys", "keyring.json");

    private string DataFolder => Path.Combine(_root, "data");

    [Fact]
    public void First_start_makes_a_ring_that_only_its_owner_can_use()
    {
        using var ring = Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RingPath));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(RingPath)!));
        Assert.Equal([RingPath], Directory.GetFiles(Path.GetDirectoryName(RingPath)!));
    }

    [Fact]
    public void A_key_wrapped_before_a_restart_unwraps_after_it()
    {
        byte[] wrapped;
        using (var ring = Open())
        {
            wrapped = ring.Wrap(Context, Secret);
        }

        using var again = Open();
        using var unwrapped = again.Unwrap(Context, wrapped);
        Assert.Equal(Secret, unwrapped.Bytes.ToArray());
    }

    [Fact]
    public void A_key_never_shows_in_its_wrapping_and_is_wrapped_differently_each_time()
    {
        using var ring = Open();
        var wrapped = Enumerable.Range(0, 100).Select(_ => ring.Wrap(Context, Secret)).ToList();

        Assert.All(wrapped, box => Assert.Equal(-1, box.AsSpan().IndexOf(Secret.AsSpan(0, 8))));
        Assert.Equal(100, wrapped.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_key_does_not_unwrap_for_another_context_or_on_another_ring()
    {
        using var ring = Open();
        using var stranger = KeyRing.OpenOrCreate(Path.Combine(_root, "other", "keyring.json"), DataFolder);
        var wrapped = ring.Wrap(Context, Secret);

        Assert.Throws<SealBrokenException>(() => ring.Unwrap("recording/another", wrapped));
        Assert.Throws<SealBrokenException>(() => stranger.Unwrap(Context, wrapped));
    }

    [Fact]
    public void A_wrapped_key_altered_in_any_byte_or_of_any_other_length_does_not_unwrap()
    {
        using var ring = Open();
        var wrapped = ring.Wrap(Context, Secret);
        for (var i = 0; i < wrapped.Length; i++)
        {
            var altered = wrapped.ToArray();
            altered[i] ^= 0x40;
            Assert.Throws<SealBrokenException>(() => ring.Unwrap(Context, altered));
            Assert.Throws<SealBrokenException>(() => ring.Unwrap(Context, wrapped.AsSpan(0, i)));
        }

        Assert.Throws<SealBrokenException>(() => ring.Unwrap(Context, [.. wrapped, 0]));
    }

    [Fact]
    public void Sealed_state_is_no_wrapped_key()
    {
        using var ring = Open();
        var state = ring.Seal("psycare/state/v1", Context, new byte[DataKey.Size]);

        Assert.Throws<SealBrokenException>(() => ring.Unwrap(Context, state));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_ring_that_others_may_use_is_refused_with_the_remedy(UnixFileMode extra)
    {
        Open().Dispose();
        File.SetUnixFileMode(RingPath, File.GetUnixFileMode(RingPath) | extra);

        Assert.Contains("chmod 600", Assert.Throws<KeyRingException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_may_enter_is_refused_with_the_remedy()
    {
        Open().Dispose();
        var folder = Path.GetDirectoryName(RingPath)!;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute);

        Assert.Contains("chmod 700", Assert.Throws<KeyRingException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_within_the_data_is_refused() =>
        Assert.Throws<KeyRingException>(() => KeyRing.OpenOrCreate(Path.Combine(DataFolder, "keys", "keyring.json"), DataFolder));

    [Fact]
    public void A_missing_ring_is_not_replaced_while_recordings_need_it()
    {
        Directory.CreateDirectory(Path.Combine(DataFolder, "recordings"));

        Assert.Contains("missing", Assert.Throws<KeyRingException>(Open).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(RingPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"version\":1,\"keys\":[]}")]
    [InlineData("{\"version\":2,\"keys\":[{\"id\":\"0011223344556677\",\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]}")]
    [InlineData("{\"version\":1,\"keys\":[{\"id\":\"0011223344556677\",\"key\":\"AAAA\"}]}")]
    [InlineData("{\"version\":1,\"keys\":[{\"id\":\"not hexadecimal!\",\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]}")]
    [InlineData("{\"version\":1,\"keys\":[null]}")]
    public void A_damaged_ring_is_refused(string content)
    {
        Open().Dispose();
        File.WriteAllText(RingPath, content);

        Assert.Contains("damaged", Assert.Throws<KeyRingException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_key_seals_and_older_ones_still_open()
    {
        using var oldKey = new PracticeKey(Convert.FromHexString("0000000000000001"), new byte[32]);
        using var newKey = new PracticeKey(Convert.FromHexString("0000000000000002"), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        using var before = new KeyRing(null, oldKey);
        using var after = new KeyRing(null, oldKey, newKey);
        var wrapped = before.Wrap(Context, Secret);

        using var key = after.Unwrap(Context, wrapped);
        Assert.Throws<SealBrokenException>(() => before.Unwrap(Context, after.Wrap(Context, Secret)));
    }

    [Fact]
    public void A_key_that_was_disposed_is_gone()
    {
        using var ring = Open();
        var key = ring.Unwrap(Context, ring.Wrap(Context, Secret));
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.Bytes.Length);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private KeyRing Open() => KeyRing.OpenOrCreate(RingPath, DataFolder);
}
