using PsyCare.Domain.Vault;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Keys;

public sealed class DataKeysTests : IDisposable
{
    private readonly TemporaryVault _vault = new(inMemory: true);

    private string Recording => DataKeyId.Recording(_vault.SessionId);

    [Fact]
    public void A_key_is_the_same_ever_after_and_another_for_everything_else()
    {
        _vault.Keys.Ensure(DataKeyId.Patient("p"), "p");
        var first = Bytes(_vault.Keys, DataKeyId.Patient("p"));
        _vault.Keys.Ensure(DataKeyId.Patient("p"), "p");
        using var again = Reopen();

        Assert.Equal(first, Bytes(again, DataKeyId.Patient("p")));
        Assert.NotEqual(first, Bytes(again, Recording));
        Assert.NotEqual(first, Bytes(again, DataKeyId.Practice));
    }

    [Fact]
    public void The_store_is_its_owners_alone_and_holds_no_key_in_the_clear()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_vault.KeyStorePath));
        Assert.Equal(-1, File.ReadAllBytes(_vault.KeyStorePath).AsSpan().IndexOf(Bytes(_vault.Keys, Recording).AsSpan(0, 8)));
    }

    [Fact]
    public async Task A_destroyed_key_is_gone_is_never_made_again_and_may_be_destroyed_again()
    {
        Assert.True(await _vault.Keys.DestroyAsync(Recording));
        Assert.False(await _vault.Keys.DestroyAsync(Recording));

        using var again = Reopen();
        foreach (var keys in new[] { _vault.Keys, again })
        {
            Assert.Throws<KeyDestroyedException>(() => keys.Get(Recording));
            Assert.Throws<KeyDestroyedException>(() => keys.Ensure(Recording, _vault.PatientId));
            Bytes(keys, DataKeyId.Affect(_vault.SessionId));
        }
    }

    [Fact]
    public async Task With_a_patients_key_die_all_of_theirs_and_none_can_be_made_for_them()
    {
        _vault.Keys.Ensure(DataKeyId.Recording("another"), "another-patient");

        await _vault.Keys.DestroyAllOfAsync(_vault.PatientId);

        Assert.Throws<KeyDestroyedException>(() => _vault.Keys.Get(Recording));
        Assert.Throws<KeyDestroyedException>(() => _vault.Keys.Get(DataKeyId.Affect(_vault.SessionId)));
        Assert.Throws<KeyDestroyedException>(() => _vault.Keys.Ensure(DataKeyId.Recording("new"), _vault.PatientId));
        Bytes(_vault.Keys, DataKeyId.Recording("another"));
    }

    [Fact]
    public async Task What_another_process_destroys_opens_nothing_here_from_then_on()
    {
        using var other = Reopen();
        Bytes(_vault.Keys, Recording);

        await other.DestroyAsync(Recording);

        Assert.Throws<KeyDestroyedException>(() => _vault.Keys.Get(Recording));
    }

    [Fact]
    public async Task Of_a_destroyed_key_no_byte_is_left_in_the_file()
    {
        using var table = KeyTable.Open(_vault.KeyStorePath);
        var wrapped = table.Find(Recording).Wrapped;
        Assert.NotEqual(-1, File.ReadAllBytes(_vault.KeyStorePath).AsSpan().IndexOf(wrapped.AsSpan(^32..)));

        await _vault.Keys.DestroyAsync(Recording);

        Assert.Equal(-1, File.ReadAllBytes(_vault.KeyStorePath).AsSpan().IndexOf(wrapped.AsSpan(^32..)));
        Assert.Equal(["data-keys.db", "keyring.json"], Directory.GetFiles(Path.GetDirectoryName(_vault.KeyStorePath)!).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_older_copy_of_the_store_put_back_destroys_again_what_was_destroyed_since(bool wholePatient)
    {
        _vault.Keys.Ensure(DataKeyId.Recording("kept"), "another-patient");
        var copy = _vault.KeyStorePath + ".copy";
        File.Copy(_vault.KeyStorePath, copy);
        await (wholePatient ? _vault.Keys.DestroyAllOfAsync(_vault.PatientId) : _vault.Keys.DestroyAsync(Recording));

        File.Move(copy, _vault.KeyStorePath, overwrite: true);
        using var restored = Reopen();

        Assert.Throws<KeyDestroyedException>(() => restored.Get(Recording));
        Bytes(restored, DataKeyId.Recording("kept"));
    }

    [Fact]
    public void A_destruction_that_was_interrupted_is_finished_at_the_next_start()
    {
        new ErasedKeys(_vault.DataFolder).Add(Recording);

        using var again = Reopen();

        Assert.Throws<KeyDestroyedException>(() => again.Get(Recording));
    }

    [Fact]
    public void A_missing_store_is_not_replaced_while_data_needs_it()
    {
        File.Delete(_vault.KeyStorePath);

        Assert.Contains("missing", Assert.Throws<KeyRingException>(Reopen).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_vault.KeyStorePath));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void A_damaged_store_is_refused(int from)
    {
        using (var file = File.OpenWrite(_vault.KeyStorePath))
        {
            file.Position = from;
            file.Write(new byte[4096]);
        }

        Assert.ThrowsAny<Exception>(() =>
        {
            using var keys = Reopen();
            keys.Get(Recording);
        });
    }

    [Fact]
    public void A_key_of_another_ring_or_one_that_never_was_does_not_open()
    {
        using var stranger = KeyRing.OpenOrCreate(Path.Combine(_vault.Root, "other", "keyring.json"), Path.Combine(_vault.Root, "elsewhere"));

        Assert.Throws<SealBrokenException>(() => DataKeys.Open(_vault.KeyStorePath, _vault.DataFolder, stranger));
        Assert.Throws<SealBrokenException>(() => _vault.Keys.Get(DataKeyId.Recording("never")));
    }

    [Fact]
    public async Task Keys_made_at_once_by_many_are_one()
    {
        using var other = Reopen();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? _vault.Keys : other).EnsureAsync(DataKeyId.Patient("p"), "p")));

        Assert.Equal(Bytes(_vault.Keys, DataKeyId.Patient("p")), Bytes(other, DataKeyId.Patient("p")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("recording/../x")]
    [InlineData("recording/a/b")]
    [InlineData("other/a")]
    public void A_name_that_is_none_is_refused(string name) => Assert.Throws<ArgumentException>(() => _vault.Keys.Ensure(name, "p"));

    public void Dispose() => _vault.Dispose();

    private static byte[] Bytes(DataKeys keys, string id)
    {
        using var key = keys.Get(id);
        return key.Bytes.ToArray();
    }

    private DataKeys Reopen() => DataKeys.Open(_vault.KeyStorePath, _vault.DataFolder, _vault.Ring);
}
