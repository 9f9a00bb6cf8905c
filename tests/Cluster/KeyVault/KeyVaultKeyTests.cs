using System.Globalization;
using System.Net;
using PsyCare.Domain.Vault;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Vault;
using PsyCare.Vault.Keys;

namespace PsyCare.Cluster.Tests.KeyVault;

/// <summary>
/// The practice's keys wrapped by a key in Key Vault, over HTTPS against an answerer of its published REST API with real RSA-OAEP. It was never run against
/// Azure itself.
/// </summary>
public sealed class KeyVaultKeyTests : IAsyncLifetime
{
    private const int DataKeysMade = 300;

    private readonly string _root = Directory.CreateTempSubdirectory("psycare-keyvault-").FullName;
    private FakeKeyVault _vault = null!;

    private string RingFile => Path.Combine(_root, "keys", "ring.json");

    private string Data => Path.Combine(_root, "data");

    public async Task InitializeAsync() => _vault = await FakeKeyVault.StartAsync();

    public async Task DisposeAsync()
    {
        await _vault.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void The_ring_opens_with_the_key_in_Key_Vault_alone_and_holds_no_practice_key_in_the_clear()
    {
        byte[] wrapped;
        using (var ring = Open())
            wrapped = ring.Wrap("recording/s", Filled(7));

        Assert.Equal(RingProtectionKind.RingKey, KeyRing.ProtectionOf(RingFile));
        Assert.DoesNotContain("\"key\"", File.ReadAllText(RingFile), StringComparison.Ordinal);
        using (var again = Open())
        using (var key = again.Unwrap("recording/s", wrapped))
            Assert.Equal(again.Wrap("recording/s", Filled(7)).Length, wrapped.Length);
        Assert.Contains("--key-vault-key", Refused(null).Message, StringComparison.Ordinal);
        using var passphrase = Passphrase.Of("horse battery staple");
        Assert.Contains("--key-vault-key", Refused(passphrase).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Vault_is_asked_once_a_practice_key_and_not_for_data_keys_however_many_are_opened_or_wrapped_anew()
    {
        using var ring = Open();
        using var keys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Data, ring);
        for (var i = 0; i < DataKeysMade; i++)
            await keys.EnsureAsync(DataKeyId.Recording($"s{i}"), "p");
        var atStart = _vault.Operations;

        Assert.Equal(DataKeysMade + 1, KeyRotation.Rotate(ring, keys, Data, newKey: true));

        // The old key with the newest version, the new one, each proved to open.
        Assert.InRange(_vault.Operations - atStart, 1, 6);
        var before = _vault.Operations;
        using var restarted = Open();
        using var itsKeys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Data, restarted);
        for (var i = 0; i < DataKeysMade; i++)
            itsKeys.Get(DataKeyId.Recording($"s{i}")).Dispose();
        Assert.Equal(2, _vault.Operations - before);
    }

    [Fact]
    public void A_new_version_is_taken_up_and_then_the_old_one_may_be_destroyed()
    {
        using var ring = Open();
        var old = _vault.Newest;
        var wrapped = ring.Wrap("recording/s", Filled(7));
        using var keys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Data, ring);
        _vault.NewVersion();
        Open().Dispose();

        KeyRotation.Rotate(ring, keys, Data, newKey: false);
        _vault.Destroy(old);

        using (var again = Open())
            again.Unwrap("recording/s", wrapped).Dispose();
        Assert.Contains(_vault.Newest, File.ReadAllText(RingFile), StringComparison.Ordinal);
        _vault.Destroy(_vault.Newest);
        Assert.True(Refused(_vault.Client()).IsRefused);
    }

    [Fact]
    public void Keys_go_from_nothing_to_a_passphrase_to_Key_Vault_and_back_and_stay_what_they_were()
    {
        using var passphrase = Passphrase.Of("horse battery staple");
        byte[] wrapped;
        using (var plain = KeyRing.OpenOrCreate(RingFile, Data))
            wrapped = plain.Wrap("recording/s", Filled(7));
        var steps = new (IRingProtection? From, IRingProtection? To)[]
        {
            (null, passphrase), (passphrase, _vault.Client()), (_vault.Client(), passphrase), (passphrase, null), (null, _vault.Client()), (_vault.Client(), null),
        };
        foreach (var (from, to) in steps)
        {
            KeyRing.Protect(RingFile, from, to);
            using var ring = KeyRing.OpenOrCreate(RingFile, Data, to);
            ring.Unwrap("recording/s", wrapped).Dispose();
        }

        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(RingFile)!));
    }

    [Fact]
    public async Task The_keys_commands_move_a_practice_into_Key_Vault_rotate_there_and_retire()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var plain = new SiloOptions { DataFolder = Data, KeysFolder = Path.Combine(_root, "keys") };
        var wrapped = plain with { RingKey = _vault.Client() };
        Directory.CreateDirectory(Data);
        using (var ring = KeyRing.OpenOrCreate(plain.KeyRingFile, Data))
            DataKeys.Open(plain.KeyStoreFile, Data, ring).Dispose();

        await KeysCommand.RunAsync(["protect"], _ => wrapped, output);
        await Assert.ThrowsAsync<KeyRingException>(() => KeysCommand.RunAsync(["rotate"], _ => plain, output));
        await Assert.ThrowsAsync<SiloOptionsException>(() => KeysCommand.RunAsync(["protect"], _ => wrapped, output));
        await KeysCommand.RunAsync(["rotate"], _ => wrapped, output);
        _vault.NewVersion();
        await KeysCommand.RunAsync(["rewrap"], _ => wrapped, output);
        await Retirement.RunAsync(wrapped, [], output);

        Assert.Contains("taken off the ring", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(_vault.Newest, File.ReadAllText(plain.KeyRingFile), StringComparison.Ordinal);
        Assert.Equal(0, AuditCommand.Run(["list"], _ => wrapped, output));
        Assert.Contains("key-vault", output.ToString(), StringComparison.Ordinal);
        await KeysCommand.RunAsync(["unprotect"], _ => wrapped, output);
        KeyRing.OpenOrCreate(plain.KeyRingFile, Data).Dispose();
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public void A_vault_that_is_busy_for_a_moment_is_asked_again(HttpStatusCode status)
    {
        _vault.Refuses = (status, "Throttled", 3);

        Open().Dispose();

        Assert.Equal(0, _vault.Refuses.Times);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden", true, "Key Vault Crypto Service Encryption User")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "Busy", false, "503 Busy")]
    [InlineData(HttpStatusCode.TooManyRequests, "Throttled", false, "429 Throttled")]
    public void What_Key_Vault_refuses_stops_the_start_with_what_to_do(HttpStatusCode status, string code, bool refused, string said)
    {
        Open().Dispose();
        _vault.Refuses = (status, code, int.MaxValue);

        var failure = Refused(_vault.Client());

        Assert.Equal(refused, failure.IsRefused);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("what a server says", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_vaults_key_an_altered_ring_and_a_stranger_open_nothing()
    {
        Open().Dispose();
        Assert.True(Refused(_vault.Client(token: "another-token")).IsRefused);
        Assert.Contains("is to use", Refused(_vault.Client(name: "another-key")).Message, StringComparison.Ordinal);

        var requests = _vault.Requests;
        var ring = File.ReadAllText(RingFile);
        File.WriteAllText(RingFile, ring.Replace("practice.vault.azure.net", "elsewhere.example", StringComparison.Ordinal));
        Refused(_vault.Client());
        Assert.Equal(requests, _vault.Requests);

        var at = ring.IndexOf("\"value\":\"", StringComparison.Ordinal) + 20;
        File.WriteAllText(RingFile, ring[..at] + (ring[at] == 'A' ? 'B' : 'A') + ring[(at + 1)..]);
        Assert.Contains("altered", Refused(_vault.Client()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Key_Vault_is_away_a_process_that_runs_opens_and_makes_keys_and_what_a_rotation_brought_waits()
    {
        using var ring = Open();
        using var keys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Data, ring);
        await keys.EnsureAsync(DataKeyId.Recording("before"), "p");
        _vault.Refuses = (HttpStatusCode.ServiceUnavailable, "Busy", int.MaxValue);

        await keys.EnsureAsync(DataKeyId.Recording("meanwhile"), "p");
        keys.Get(DataKeyId.Recording("before")).Dispose();
        Assert.False(Assert.Throws<KeyRingException>(ring.ConfirmAccess).IsRefused);

        // Another process has rotated, and this one has not seen the new key yet.
        _vault.Refuses = default;
        byte[] newer;
        using (var other = Open())
        {
            using var itsKeys = DataKeys.Open(Path.Combine(_root, "keys", "keys.db"), Data, other);
            KeyRotation.Rotate(other, itsKeys, Data, newKey: true);
            newer = other.Wrap("recording/s", Filled(7));
        }

        _vault.Refuses = (HttpStatusCode.ServiceUnavailable, "Busy", int.MaxValue);
        Assert.Throws<IOException>(() => ring.Unwrap("recording/s", newer));
        var requests = _vault.Requests;
        Assert.Throws<IOException>(() => keys.Get(DataKeyId.Recording("before")));
        Assert.Equal(requests, _vault.Requests);
        await keys.EnsureAsync(DataKeyId.Recording("later"), "p");
        keys.Get(DataKeyId.Recording("later")).Dispose();
    }

    private KeyRing Open() => KeyRing.OpenOrCreate(RingFile, Data, _vault.Client());

    private KeyRingException Refused(IRingProtection? protection) =>
        Assert.Throws<KeyRingException>(() => KeyRing.OpenOrCreate(RingFile, Data, protection));

    private static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, 32)];
}
