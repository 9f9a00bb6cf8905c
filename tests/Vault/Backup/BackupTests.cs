using PsyCare.Domain;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Backup;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Backup;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryVault _vault = new(inMemory: true);

    private string BackupPath => Path.Combine(_vault.Root, "backup.tar");

    private string Restored => Path.Combine(_vault.Root, "restored");

    [Fact]
    public async Task A_backup_restores_every_file_as_it_was_into_an_empty_folder_and_no_key_is_in_it()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(4_000));
        Back();

        Assert.Equal(BackupReader.Restore(BackupPath, Restored), Files(Restored).Count);

        Assert.Equal(Files(_vault.DataFolder).Append("clinic.db").Order(), Files(Restored).Order());
        var path = Path.GetRelativePath(_vault.DataFolder, _vault.SegmentPath(segment));
        Assert.Equal(File.ReadAllBytes(_vault.SegmentPath(segment)), File.ReadAllBytes(Path.Combine(Restored, path)));
        Assert.Equal("the state"u8.ToArray(), File.ReadAllBytes(Path.Combine(Restored, "clinic.db")));
        using var table = KeyTable.Open(_vault.KeyStorePath);
        Assert.Equal(-1, File.ReadAllBytes(BackupPath).AsSpan().IndexOf(table.Find(DataKeyId.Recording(_vault.SessionId)).Wrapped));
    }

    [Fact]
    public async Task A_recording_backed_up_while_it_grows_is_an_intact_beginning()
    {
        var segment = Ids.New();
        await using (var writer = _vault.Recordings.OpenWriter(_vault.SessionId, segment, TemporaryVault.Patient, 0))
        {
            foreach (var frame in TestMedia.Call(9_000))
            {
                writer.TryWrite(frame);
            }

            SpinWait.SpinUntil(() => writer.Extent.Chunks >= 2);
            Back();
        }

        BackupReader.Restore(BackupPath, Restored);

        using var store = new DiskStore(Restored);
        var restored = new RecordingVault(store, _vault.Keys, TimeProvider.System);
        var copy = restored.DescribeAsync(_vault.SessionId, segment).Now()!;
        Assert.InRange(copy.Chunks, 2, _vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now()!.Chunks);
        Assert.NotEqual(SegmentEnd.Damaged, copy.End);
        using var stream = restored.OpenReaderAsync(_vault.SessionId, segment).Now();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        Assert.NotEmpty(new WebmFile(bytes.ToArray()).Blocks);
    }

    [Fact]
    public async Task A_backup_altered_or_cut_off_anywhere_is_refused_and_nothing_is_put_in_place()
    {
        await _vault.RecordAsync(TestMedia.Call(500));
        Back();
        var whole = File.ReadAllBytes(BackupPath);
        var random = new Random(20261125);
        for (var round = 0; round < 200; round++)
        {
            var at = random.Next(whole.Length);
            var altered = round % 2 == 0 ? whole[..at] : whole.ToArray();
            if (round % 2 == 1)
            {
                altered[at] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(BackupPath, altered);
            if (SameContent(altered))
            {
                continue;
            }

            Assert.False(Directory.Exists(Restored), $"round {round}");
        }
    }

    [Fact]
    public void A_folder_that_holds_anything_is_left_alone()
    {
        Back();
        Directory.CreateDirectory(Restored);
        File.WriteAllText(Path.Combine(Restored, "mine"), "");

        Assert.Throws<IOException>(() => BackupReader.Restore(BackupPath, Restored));
        Assert.Equal(["mine"], Files(Restored));
    }

    [Fact]
    public void A_backup_never_overwrites_one_and_never_lies_within_the_data()
    {
        Back();

        Assert.Throws<IOException>(Back);
        Assert.Throws<IOException>(() => BackupWriter.WriteAsync(_vault.DataFolder, Path.Combine(_vault.DataFolder, "b.tar"), (StateFile(), "clinic.db")).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task The_copy_of_the_keys_opens_what_they_open_and_renewed_forgets_what_was_destroyed()
    {
        var target = Path.Combine(_vault.Root, "copy");
        KeyCopy.Write(Path.GetDirectoryName(_vault.KeyStorePath)!, _vault.KeyStorePath, target);
        using (var ring = KeyRing.OpenOrCreate(Path.Combine(target, "keyring.json"), _vault.DataFolder))
        using (var keys = DataKeys.Open(Path.Combine(target, "data-keys.db"), _vault.DataFolder, ring))
        using (keys.Get(DataKeyId.Recording(_vault.SessionId)))
        {
        }

        await _vault.Keys.DestroyAllOfAsync(_vault.PatientId);
        KeyCopy.Write(Path.GetDirectoryName(_vault.KeyStorePath)!, _vault.KeyStorePath, target);

        using var table = KeyTable.Open(Path.Combine(target, "data-keys.db"));
        Assert.Equal((true, null), table.Find(DataKeyId.Recording(_vault.SessionId)));
    }

    public void Dispose() => _vault.Dispose();

    private static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))];

    private string StateFile()
    {
        var path = Path.Combine(_vault.Root, "state");
        File.WriteAllText(path, "the state");
        return path;
    }

    private void Back() => BackupWriter.WriteAsync(_vault.DataFolder, BackupPath, (StateFile(), "clinic.db")).GetAwaiter().GetResult();

    /// <summary>A change of what tar keeps about a file and PsyCare does not (times, owners, padding) may restore, but only the same bytes.</summary>
    private bool SameContent(byte[] altered)
    {
        try
        {
            BackupReader.Restore(BackupPath, Restored);
        }
        catch (InvalidDataException)
        {
            return false;
        }

        Assert.Equal(Files(_vault.DataFolder).Append("clinic.db").Order(), Files(Restored).Order());
        foreach (var file in Files(_vault.DataFolder))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(_vault.DataFolder, file)), File.ReadAllBytes(Path.Combine(Restored, file)));
        }

        Directory.Delete(Restored, recursive: true);
        return altered.Length > 0;
    }
}
