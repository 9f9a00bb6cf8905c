using Konscious.Security.Cryptography;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Keys;

public sealed class PassphraseTests : IDisposable
{
    private const string Text = "horse battery staple";

    private readonly string _root = Directory.CreateTempSubdirectory("psycare-passphrase-").FullName;
    private readonly Passphrase _passphrase = Passphrase.Of(Text);

    private string RingPath => Path.Combine(_root, "keys", "ring.json");

    private string DataFolder => Path.Combine(_root, "data");

    // RFC 9106, 5.3.
    [Fact]
    public void Argon2id_gives_the_published_tag()
    {
        using var argon2 = new Argon2id(Filled(32, 1))
        {
            Salt = Filled(16, 2),
            KnownSecret = Filled(8, 3),
            AssociatedData = Filled(12, 4),
            MemorySize = 32,
            Iterations = 3,
            DegreeOfParallelism = 4,
        };

        Assert.Equal("0D640DF58D78766C08C037A34A8B53C9D01EF0452D75B65EB52520E96B01E659", Convert.ToHexString(argon2.GetBytes(32)));
    }

    [Fact]
    public void A_protected_ring_opens_with_its_passphrase_alone_and_shows_no_key()
    {
        byte[] wrapped;
        using (var ring = Open(_passphrase))
        {
            wrapped = ring.Wrap("recording/s", Filled(32, 7));
            Assert.All(KeyRingFile.Read(RingPath, _passphrase), key => Assert.DoesNotContain(Convert.ToHexStringLower(key.Id), File.ReadAllText(RingPath), StringComparison.Ordinal));
        }

        using var again = Open(_passphrase);
        using var key = again.Unwrap("recording/s", wrapped);
        Assert.Equal(Filled(32, 7), key.Bytes.ToArray());
        using var wrong = Passphrase.Of("horse battery stable");
        Assert.Contains("does not open", Assert.Throws<KeyRingException>(() => Open(wrong)).Message, StringComparison.Ordinal);
        Assert.Contains("--passphrase-file", Assert.Throws<KeyRingException>(() => Open(null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_is_set_changed_and_taken_off_and_the_keys_stay_what_they_were()
    {
        byte[] wrapped;
        using (var ring = Open(null))
        {
            wrapped = ring.Wrap("recording/s", Filled(32, 7));
        }

        Assert.Contains("keys protect", Assert.Throws<KeyRingException>(() => Open(_passphrase)).Message, StringComparison.Ordinal);
        using var next = Passphrase.Of("another horse, another battery");
        foreach (var (current, then) in new (Passphrase?, Passphrase?)[] { (null, _passphrase), (_passphrase, next), (next, null) })
        {
            KeyRing.Protect(RingPath, current, then);
            Assert.Equal(then is null ? RingProtectionKind.None : RingProtectionKind.Passphrase, KeyRing.ProtectionOf(RingPath));
            using var ring = Open(then);
            using var key = ring.Unwrap("recording/s", wrapped);
            Assert.Equal(Filled(32, 7), key.Bytes.ToArray());
        }

        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(RingPath)!));
    }

    [Fact]
    public void A_process_that_runs_finds_the_key_that_a_rotation_put_on_a_protected_ring()
    {
        using var running = Open(_passphrase);
        using (var other = Open(_passphrase))
        {
            other.AddKey();
            var wrapped = other.Wrap("recording/s", Filled(32, 7));
            using var key = running.Unwrap("recording/s", wrapped);
            Assert.Equal(Filled(32, 7), key.Bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("\"memoryKiB\":65536", "\"memoryKiB\":2000000000", "damaged")]
    [InlineData("\"iterations\":3", "\"iterations\":99", "damaged")]
    [InlineData("\"iterations\":3", "\"iterations\":2", "does not open")]
    [InlineData("\"lanes\":4", "\"lanes\":0", "damaged")]
    [InlineData("argon2id", "argon2xx", "damaged")]
    [InlineData("\"version\":2", "\"version\":3", "damaged")]
    public void An_altered_ring_is_refused_before_it_can_take_the_machines_memory(string was, string becomes, string said)
    {
        Open(_passphrase).Dispose();
        File.WriteAllText(RingPath, File.ReadAllText(RingPath).Replace(was, becomes, StringComparison.Ordinal));

        Assert.Contains(said, Assert.Throws<KeyRingException>(() => Open(_passphrase)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_file_is_its_owners_alone_and_its_first_line_counts()
    {
        var path = Path.Combine(_root, "passphrase");
        File.WriteAllText(path, Text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<KeyRingException>(() => Passphrase.FromFile(path)).Message, StringComparison.Ordinal);

        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        using var read = Passphrase.FromFile(path);
        Assert.Equal(_passphrase.Utf8.ToArray(), read.Utf8.ToArray());
        Assert.Throws<KeyRingException>(() => Passphrase.FromFile(path + "x"));
    }

    [Fact]
    public void A_passphrase_is_of_some_length_prints_as_nothing_and_is_the_same_however_it_was_typed()
    {
        Assert.Throws<KeyRingException>(() => Passphrase.Of("too short"));
        Assert.DoesNotContain("horse", _passphrase.ToString(), StringComparison.Ordinal);
        using var composed = Passphrase.Of("perché è così");
        using var decomposed = Passphrase.Of("perche\u0301 e\u0300 cosi\u0300");
        Assert.Equal(composed.Utf8.ToArray(), decomposed.Utf8.ToArray());
    }

    public void Dispose()
    {
        _passphrase.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static byte[] Filled(int length, byte value) => [.. Enumerable.Repeat(value, length)];

    private KeyRing Open(Passphrase? passphrase) => KeyRing.OpenOrCreate(RingPath, DataFolder, passphrase);
}
