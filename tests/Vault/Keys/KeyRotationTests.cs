using PsyCare.Domain.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Keys;

public sealed class KeyRotationTests : IDisposable
{
    private readonly TemporaryVault _vault = new(inMemory: true);

    public KeyRotationTests()
    {
        for (var i = 0; i < 30; i++)
        {
            _vault.Keys.Ensure(DataKeyId.Recording($"s{i}"), "p");
        }
    }

    [Fact]
    public void After_a_rotation_the_old_practice_key_opens_nothing_and_every_data_key_is_what_it_was()
    {
        var before = Keys(_vault.Keys);
        using var old = new KeyRing(null, KeyRingFile.Read(_vault.KeyRingPath, null));
        using var processThatRuns = KeyRing.OpenOrCreate(_vault.KeyRingPath, _vault.DataFolder);
        using var itsKeys = DataKeys.Open(_vault.KeyStorePath, _vault.DataFolder, processThatRuns);

        Assert.Equal(33, KeyRotation.Rotate(_vault.Ring, _vault.Keys, _vault.DataFolder, newKey: true));

        Assert.Equal(before, Keys(_vault.Keys));
        Assert.Equal(before, Keys(itsKeys));
        using var table = KeyTable.Open(_vault.KeyStorePath);
        Assert.All(before.Keys, id => Assert.Throws<SealBrokenException>(() => old.Unwrap(id, table.Find(id).Wrapped!)));
    }

    [Fact]
    public async Task A_key_destroyed_before_or_by_a_process_that_still_has_the_old_ring_stays_destroyed()
    {
        using var other = KeyRing.OpenOrCreate(_vault.KeyRingPath, _vault.DataFolder);
        using var itsKeys = DataKeys.Open(_vault.KeyStorePath, _vault.DataFolder, other);
        await _vault.Keys.DestroyAsync(DataKeyId.Recording("s1"));
        KeyRotation.Rotate(_vault.Ring, _vault.Keys, _vault.DataFolder, newKey: true);
        await itsKeys.DestroyAsync(DataKeyId.Recording("s2"));

        Assert.Throws<KeyDestroyedException>(() => _vault.Keys.Get(DataKeyId.Recording("s1")));
        Assert.Throws<KeyDestroyedException>(() => _vault.Keys.Get(DataKeyId.Recording("s2")));
    }

    [Fact]
    public void A_rotation_cut_off_after_any_batch_opens_as_before_and_is_finished_by_the_next()
    {
        var before = Keys(_vault.Keys);
        _vault.Ring.AddKey();
        using (var table = KeyTable.Open(_vault.KeyStorePath))
        {
            table.Rewrap("", 10, (id, wrapped) =>
            {
                using var key = _vault.Ring.Unwrap(id, wrapped);
                return _vault.Ring.Wrap(id, key.Bytes);
            });
        }

        using var ring = KeyRing.OpenOrCreate(_vault.KeyRingPath, _vault.DataFolder);
        using var keys = DataKeys.Open(_vault.KeyStorePath, _vault.DataFolder, ring);
        Assert.Equal(before, Keys(keys));
        Assert.Equal(23, KeyRotation.Rotate(ring, keys, _vault.DataFolder, newKey: false));
        Assert.Equal(0, KeyRotation.Rotate(ring, keys, _vault.DataFolder, newKey: false));
        Assert.Equal(before, Keys(keys));
    }

    [Fact]
    public void What_was_made_with_the_old_key_meanwhile_still_opens()
    {
        using var other = KeyRing.OpenOrCreate(_vault.KeyRingPath, _vault.DataFolder);
        using var itsKeys = DataKeys.Open(_vault.KeyStorePath, _vault.DataFolder, other);
        _vault.Ring.AddKey();
        itsKeys.Ensure(DataKeyId.Recording("late"), "p");

        using var key = _vault.Keys.Get(DataKeyId.Recording("late"));
        Assert.InRange(_vault.Keys.Rewrap(), 1, int.MaxValue);
    }

    [Fact]
    public async Task The_audit_logs_keys_come_along()
    {
        var heads = Path.Combine(_vault.Root, "keys", "heads.jsonl");
        await using (var log = AuditLog.Open(_vault.DataFolder, heads, _vault.Ring, TimeProvider.System))
        {
            await log.AppendAsync(AuditAction.SignedIn, "anna");
            KeyRotation.Rotate(_vault.Ring, _vault.Keys, _vault.DataFolder, newKey: true);
            await log.AppendAsync(AuditAction.SignedIn, "bruno");
        }

        using var newest = new KeyRing(null, KeyRingFile.Read(_vault.KeyRingPath, null)[^1]);
        Assert.Equal(AuditFinding.Intact, AuditVerifier.Verify(_vault.DataFolder, newest, TreeHeadFile.Read(heads)).Finding);
    }

    [Fact]
    public async Task A_replaced_practice_key_leaves_the_ring_when_nothing_needs_it_and_not_before()
    {
        var heads = Path.Combine(_vault.Root, "keys", "heads.jsonl");
        await AuditLog.Open(_vault.DataFolder, heads, _vault.Ring, TimeProvider.System).DisposeAsync();
        var (before, first) = (Keys(_vault.Keys), _vault.Ring.Ids[0]);
        var row = _vault.Ring.Seal("psycare/state/v1", "context", "a row of an earlier release"u8);
        Assert.Empty(KeyRetirement.Retire(_vault.Ring, _vault.Keys, _vault.DataFolder, []));

        _vault.Ring.AddKey();
        Assert.Equal([new RetiredKey(first, KeyNeed.DataKey)], KeyRetirement.Retire(_vault.Ring, _vault.Keys, _vault.DataFolder, []));
        _vault.Keys.Rewrap();
        Assert.Equal([new RetiredKey(first, KeyNeed.AuditLog)], KeyRetirement.Retire(_vault.Ring, _vault.Keys, _vault.DataFolder, []));
        KeyRotation.Rotate(_vault.Ring, _vault.Keys, _vault.DataFolder, newKey: false);
        Assert.Equal([new RetiredKey(first, KeyNeed.StateRow)], KeyRetirement.Retire(_vault.Ring, _vault.Keys, _vault.DataFolder, [row]));
        Assert.Equal(2, KeyRingFile.Read(_vault.KeyRingPath, null).Length);

        Assert.Equal([new RetiredKey(first, Need: null)], KeyRetirement.Retire(_vault.Ring, _vault.Keys, _vault.DataFolder, []));

        Assert.Single(KeyRingFile.Read(_vault.KeyRingPath, null));
        using var ring = KeyRing.OpenOrCreate(_vault.KeyRingPath, _vault.DataFolder);
        using var keys = DataKeys.Open(_vault.KeyStorePath, _vault.DataFolder, ring);
        Assert.Equal(before, Keys(keys));
        Assert.Throws<SealBrokenException>(() => ring.Open("psycare/state/v1", "context", row));
    }

    [Fact]
    public void Two_rotations_at_once_are_refused()
    {
        using var busy = new FileStream(_vault.KeyRingPath + ".rotating", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.Throws<KeyRingException>(() => KeyRotation.Rotate(_vault.Ring, _vault.Keys, _vault.DataFolder, newKey: true));
        Assert.Single(KeyRingFile.Read(_vault.KeyRingPath, null));
    }

    public void Dispose() => _vault.Dispose();

    private static Dictionary<string, string> Keys(DataKeys keys) => Enumerable.Range(0, 30).Select(i => DataKeyId.Recording($"s{i}"))
        .ToDictionary(id => id, id =>
        {
            using var key = keys.Get(id);
            return Convert.ToHexString(key.Bytes);
        });
}
