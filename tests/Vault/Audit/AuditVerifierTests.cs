using PsyCare.Vault.Audit;
using PsyCare.Vault.Sealing;

namespace PsyCare.Vault.Tests.Audit;

public sealed class AuditVerifierTests : IDisposable
{
    private readonly AuditFolder _folder = new();

    [Fact]
    public async Task Every_altered_byte_is_found_and_its_entry_named()
    {
        await _folder.WriteAsync(6);
        var whole = File.ReadAllBytes(_folder.LogPath);
        var header = FileHeader.LengthFor(AuditFile.Identity);
        var stored = (whole.Length - header) / 6;
        for (var i = header; i < whole.Length; i += 3)
        {
            Alter(i, whole);

            var (verdict, entries) = _folder.Verify();

            Assert.Equal((AuditFinding.Altered, (long?)((i - header) / stored)), (verdict.Finding, verdict.FirstAltered));
            Assert.Equal((i - header) / stored, entries.Count);
        }
    }

    [Fact]
    public async Task An_altered_header_or_key_opens_nothing()
    {
        await _folder.WriteAsync(1);
        Alter(30, File.ReadAllBytes(_folder.LogPath));
        Assert.Throws<SealBrokenException>(() => _folder.Verify());

        var key = File.ReadAllBytes(_folder.KeyPath);
        key[40] ^= 1;
        File.WriteAllBytes(_folder.KeyPath, key);
        Assert.Throws<SealBrokenException>(() => _folder.Verify());
    }

    [Theory]
    [InlineData(2, 0, 1, 3, 4, 5)]
    [InlineData(0, 1, 2, 3, 4, 5)]
    [InlineData(2, 0, 1, 3, 2, 4, 5)]
    [InlineData(3, 0, 1, 2, 2, 3, 4, 5)]
    [InlineData(6, 0, 1, 2, 3, 4, 5, 5)]
    public async Task Entries_taken_out_moved_or_repeated_are_named_without_any_head(int first, params int[] order)
    {
        await _folder.WriteAsync(6);
        File.Delete(_folder.HeadsPath);
        var whole = File.ReadAllBytes(_folder.LogPath);
        var header = FileHeader.LengthFor(AuditFile.Identity);
        var stored = (whole.Length - header) / 6;
        File.WriteAllBytes(
            _folder.LogPath, [.. whole[..header], .. order.SelectMany(i => whole[(header + (i * stored))..(header + ((i + 1) * stored))])]);

        var (verdict, _) = _folder.Verify();

        Assert.Equal(AuditFinding.Altered, verdict.Finding);
        Assert.Equal(first, verdict.FirstAltered);
        Assert.Throws<SealBrokenException>(() => _folder.Open());
    }

    [Fact]
    public async Task Entries_taken_from_the_end_are_a_rollback_behind_the_exported_head()
    {
        await _folder.WriteAsync(3);
        var older = File.ReadAllBytes(_folder.LogPath);
        await _folder.WriteAsync(2);
        File.WriteAllBytes(_folder.LogPath, older);

        var (verdict, _) = _folder.Verify();

        Assert.Equal((AuditFinding.RolledBack, 3, 5), (verdict.Finding, verdict.Size, verdict.Head!.Size));
    }

    [Fact]
    public async Task A_log_that_is_gone_is_a_rollback_too()
    {
        await _folder.WriteAsync(3);
        Directory.Delete(Path.GetDirectoryName(_folder.LogPath)!, recursive: true);

        Assert.Equal(AuditFinding.RolledBack, _folder.Verify().Verdict.Finding);
        File.Delete(_folder.HeadsPath);
        Assert.Throws<FileNotFoundException>(() => _folder.Verify());
    }

    [Fact]
    public async Task An_operator_who_holds_the_keys_cannot_rewrite_history_unseen()
    {
        await _folder.WriteAsync(3);
        var older = File.ReadAllBytes(_folder.LogPath);
        await _folder.WriteAsync(2);
        var heads = File.ReadAllBytes(_folder.HeadsPath);
        File.WriteAllBytes(_folder.LogPath, older);
        // Written anew with the real keys: every seal is sound.
        await _folder.WriteAsync(4);
        File.WriteAllBytes(_folder.HeadsPath, heads);

        var (verdict, entries) = _folder.Verify();

        Assert.Equal(7, entries.Count);
        Assert.Equal((AuditFinding.Rewritten, (long?)3), (verdict.Finding, verdict.FirstAltered));
    }

    [Fact]
    public async Task A_log_that_was_replaced_as_a_whole_does_not_fit_the_heads()
    {
        await _folder.WriteAsync(3);
        Directory.Delete(Path.GetDirectoryName(_folder.LogPath)!, recursive: true);
        await _folder.WriteAsync(5);

        Assert.Equal(AuditFinding.ForeignHead, _folder.Verify().Verdict.Finding);
    }

    [Fact]
    public async Task A_forged_head_is_not_believed()
    {
        await _folder.WriteAsync(3);
        var head = TreeHeadFile.Read(_folder.HeadsPath)[^1];
        File.AppendAllText(_folder.HeadsPath, (head with { Size = 9 }).ToJson() + "\n");

        Assert.Equal(AuditFinding.ForeignHead, _folder.Verify().Verdict.Finding);
        File.AppendAllText(_folder.HeadsPath, "{}\n");
        Assert.Throws<InvalidDataException>(() => _folder.Verify());
    }

    [Fact]
    public async Task A_log_can_be_checked_while_it_is_written()
    {
        await using var log = _folder.Open();
        for (var i = 0; i < 50; i++)
        {
            await log.AppendAsync(AuditAction.SignedIn, "actor");
            Assert.Equal((AuditFinding.Intact, i + 1L), (_folder.Verify().Verdict.Finding, _folder.Verify().Verdict.Size));
        }
    }

    [Fact]
    public async Task Another_key_ring_opens_nothing()
    {
        await _folder.WriteAsync(1);
        using var other = new AuditFolder();

        Assert.Throws<SealBrokenException>(() => AuditVerifier.Verify(_folder.Data, other.Keys, []));
    }

    public void Dispose() => _folder.Dispose();

    private void Alter(int at, byte[] whole)
    {
        var altered = whole.ToArray();
        altered[at] ^= 0x10;
        TestFiles.Overwrite(_folder.LogPath, altered);
    }
}
