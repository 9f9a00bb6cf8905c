using PsyCare.Vault.Audit;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly AuditFolder _folder = new();

    [Fact]
    public async Task Entries_come_back_in_order_after_a_restart()
    {
        await _folder.WriteAsync(3);
        await _folder.WriteAsync(2);

        var (verdict, entries) = _folder.Verify();

        Assert.Equal((AuditFinding.Intact, 5), (verdict.Finding, verdict.Size));
        Assert.Equal(["actor-0", "actor-1", "actor-2", "actor-0", "actor-1"], entries.Select(e => e.ActorId));
        Assert.Equal(new AuditEntry(_folder.Time.GetUtcNow(), AuditAction.ContentRead, "actor-0", "session", "notes"), entries[0]);
    }

    [Fact]
    public async Task Nothing_of_an_entry_shows_on_disk()
    {
        await _folder.WriteAsync(3);

        foreach (var file in Directory.GetFiles(_folder.Data, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("actor"u8));
        }
    }

    [Theory]
    [InlineData("Anna Rossi")]
    [InlineData("anna@demo.example")]
    [InlineData("")]
    public async Task What_is_no_identifier_stays_out(string actor)
    {
        await using var log = _folder.Open();

        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync(AuditAction.SignedIn, actor));
        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync(AuditAction.SignedIn, "a", detail: actor + " note"));
        Assert.Equal(0, log.Size);
    }

    [Fact]
    public async Task A_log_that_is_moved_away_while_its_process_runs_is_not_intact()
    {
        await using var log = _folder.Open();
        await log.AppendAsync(AuditAction.SignedIn, "actor");
        File.Move(_folder.LogPath, _folder.LogPath + ".moved");
        await log.AppendAsync(AuditAction.SignedOut, "actor");
        Assert.Equal(AuditFinding.RolledBack, log.Verify(out _).Finding);

        await File.WriteAllBytesAsync(_folder.LogPath, new byte[1000]);
        Assert.Equal(AuditFinding.Altered, log.Verify(out _).Finding);
    }

    [Fact]
    public async Task An_outsider_can_check_that_an_entry_is_in_and_that_the_log_only_grew()
    {
        await using var log = _folder.Open();
        SignedTreeHead? older = null;
        for (var i = 0; i < 20; i++)
        {
            var index = await log.AppendAsync(AuditAction.SignedIn, "actor");
            var proof = log.Prove(index);
            Assert.True(MerkleProof.IsIncluded(proof.LeafHash, index, proof.Path, proof.Head.Size, proof.Head.Root));
            var head = SignedTreeHead.Parse(proof.Head.ToJson())!;
            Assert.True(head.IsSignedBy(head.PublicKey));
            Assert.False((head with { Size = head.Size + 1 }).IsSignedBy(head.PublicKey));
            if (older is not null)
            {
                var consistency = log.ProveConsistency(older.Size, head);
                Assert.True(MerkleProof.IsConsistent(older.Size, older.Root, head.Size, head.Root, consistency));
            }

            older = head;
        }
    }

    [Fact]
    public async Task Entries_that_wait_for_the_disk_are_flushed_together_and_acknowledged_after_it()
    {
        using var moves = new ManualResetEventSlim(initialState: false);
        var flushes = 0;
        await using var log = _folder.Open((path, length) =>
            new CountingFile(new FaultyFile(AppendFile.Continue(path, length), long.MaxValue) { Moves = moves }, () => flushes++));

        var appends = Enumerable.Range(0, 300).Select(_ => log.AppendAsync(AuditAction.SignedIn, "actor")).ToList();
        Assert.DoesNotContain(appends, append => append.IsCompleted);
        moves.Set();

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), await Task.WhenAll(appends));
        Assert.InRange(flushes, 1, 10);
    }

    [Fact]
    public async Task A_full_disk_refuses_the_entry_and_the_log_goes_on_when_there_is_room_again()
    {
        var capacity = 1000L;
        await using (var log = _folder.Open((path, length) => new FaultyFile(AppendFile.Continue(path, length), capacity)))
        {
            var accepted = 0;
            var refused = await Assert.ThrowsAsync<IOException>(async () =>
            {
                for (; ; accepted++)
                {
                    await log.AppendAsync(AuditAction.SignedIn, "before");
                }
            });
            Assert.Contains("audit log", refused.Message, StringComparison.Ordinal);
            capacity = long.MaxValue;
            Assert.Equal(accepted, await log.AppendAsync(AuditAction.SignedIn, "after"));
        }

        var (verdict, entries) = _folder.Verify();
        Assert.Equal(AuditFinding.Intact, verdict.Finding);
        Assert.Equal("after", entries[^1].ActorId);
    }

    [Fact]
    public async Task A_log_cut_anywhere_by_a_crash_goes_on_after_its_last_whole_entry()
    {
        await _folder.WriteAsync(4);
        var whole = File.ReadAllBytes(_folder.LogPath);
        File.Delete(_folder.HeadsPath);
        var last = 0L;
        for (var length = 0; length < whole.Length; length += 5)
        {
            File.WriteAllBytes(_folder.LogPath, whole[..length]);
            await using (var log = _folder.Open())
            {
                Assert.InRange(log.Size, last, last + 1);
                last = log.Size;
                Assert.Equal(last, await log.AppendAsync(AuditAction.SignedIn, "after"));
            }

            File.Delete(_folder.HeadsPath);
            var (verdict, entries) = _folder.Verify();
            Assert.Equal((AuditFinding.Intact, last + 1), (verdict.Finding, verdict.Size));
            Assert.Equal("after", entries[^1].ActorId);
        }

        Assert.Equal(3, last);
    }

    [Fact]
    public async Task A_group_whose_writes_reached_the_disk_in_any_order_is_no_damage()
    {
        await _folder.WriteAsync(2);
        var before = new FileInfo(_folder.LogPath).Length;
        await _folder.WriteGroupAsync(5);
        var whole = File.ReadAllBytes(_folder.LogPath);
        var entry = (whole.Length - (int)before) / 6;
        File.Delete(_folder.HeadsPath);
        for (var at = whole.Length - (5 * entry); at < whole.Length; at += 16)
        {
            var torn = whole.ToArray();
            torn.AsSpan(at, Math.Min(64, whole.Length - at)).Clear();
            File.WriteAllBytes(_folder.LogPath, torn);

            var (verdict, _) = _folder.Verify();

            Assert.Equal(AuditFinding.Intact, verdict.Finding);
            Assert.InRange(verdict.Size, 3, 7);
            Assert.True(verdict.TornBytes > 0);
        }
    }

    [Fact]
    public async Task Heads_leave_the_data_every_minute_and_at_the_end()
    {
        await using (var log = _folder.Open())
        {
            await log.AppendAsync(AuditAction.SignedIn, "actor");
            await log.AppendAsync(AuditAction.SignedIn, "actor");
            _folder.Time.Advance(TimeSpan.FromMinutes(2));
            await log.AppendAsync(AuditAction.SignedIn, "actor");
            await log.AppendAsync(AuditAction.SignedIn, "actor");
        }

        Assert.Equal([1, 3, 4], TreeHeadFile.Read(_folder.HeadsPath).Select(head => head.Size));
    }

    [Fact]
    public async Task A_log_without_its_key_is_not_begun_anew()
    {
        await _folder.WriteAsync(1);
        File.Delete(_folder.KeyPath);

        Assert.Contains("log.key is missing", Assert.Throws<SealBrokenException>(() => _folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_ring_is_not_made_anew_while_a_log_needs_the_old_one()
    {
        await _folder.WriteAsync(1);
        Directory.Delete(Path.GetDirectoryName(_folder.RingPath)!, recursive: true);

        Assert.Throws<KeyRingException>(() => KeyRing.OpenOrCreate(_folder.RingPath, _folder.Data));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class CountingFile(IAppendFile inner, Action flushed) : IAppendFile
    {
        public void Append(ReadOnlySpan<byte> bytes) => inner.Append(bytes);

        public void Flush()
        {
            inner.Flush();
            flushed();
        }

        public void CutBack() => inner.CutBack();

        public void Dispose() => inner.Dispose();
    }
}
