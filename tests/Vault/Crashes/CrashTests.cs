using PsyCare.Domain;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;
using PsyCare.Vault.Stores;
using PsyCare.Vault.Tests.Audit;

namespace PsyCare.Vault.Tests.Crashes;

/// <summary>Every state in which a crash may leave a file, one after the other.</summary>
public sealed class CrashTests
{
    private const int LeastStates = 10_000;
    private const int MaxLostMs = 2_000;
    private const int HoldBackMs = 300;

    private readonly Random _random = new(20261122);

    [Fact]
    public async Task Whatever_a_crash_leaves_of_a_recording_plays_as_far_as_it_was_acknowledged()
    {
        using var vault = new TemporaryVault(inMemory: true);
        var (segment, file) = await RecordAsync(vault);
        Directory.CreateDirectory(Path.GetDirectoryName(vault.SegmentPath(segment))!);
        var (whole, end) = Read(vault, segment, [.. file.Flushes.SelectMany(flush => flush).SelectMany(write => write)]);
        Assert.Equal((6, SealedEnd.Clean), (whole.Count, end));

        var states = 0;
        foreach (var state in CrashStates.Of(file, blockSize: 320, _random))
        {
            var (chunks, found) = Read(vault, segment, state.Content);
            // The first flush is the file's head, the last the end chunk.
            Assert.InRange(chunks.Count, Math.Clamp(state.Flushes - 1, 0, whole.Count), whole.Count);
            Assert.True(TestFiles.IsBeginning(chunks, whole), $"state {states}");
            Assert.NotEqual(SealedEnd.Damaged, found);
            states++;
        }

        Assert.InRange(states, LeastStates, int.MaxValue);
    }

    [Fact]
    public async Task A_kill_at_any_moment_loses_less_than_two_seconds()
    {
        using var vault = new TemporaryVault();
        var segment = await vault.RecordAsync(TestMedia.Call(60_000, keyframeMs: 3_300));
        using var key = vault.Keys.Get(DataKeyId.Recording(vault.SessionId));
        using var file = TryOpen(vault, segment, key)!;

        // A chunk is written when the first frame that no longer belongs to it cannot be overtaken any more.
        var durableMs = 0L;
        foreach (var chunk in file.Chunks)
        {
            var writtenMs = chunk.Header.Info.FirstMs + chunk.Header.Info.DurationMs + HoldBackMs;
            Assert.InRange(writtenMs - durableMs, 1, MaxLostMs);
            durableMs = chunk.Header.Info.FirstMs + chunk.Header.Info.DurationMs;
        }
    }

    [Fact]
    public async Task Whatever_a_crash_leaves_of_the_audit_log_holds_what_was_acknowledged_and_is_no_alteration()
    {
        using var folder = new AuditFolder(inMemory: true);
        await folder.WriteAsync(3);
        File.Delete(folder.HeadsPath);
        var file = new RememberingFile(File.ReadAllBytes(folder.LogPath));
        await folder.WriteGroupAsync(8, _ => file);
        File.Delete(folder.HeadsPath);
        var acknowledged = new[] { 3 }.Concat(file.Flushes.Select(flush => 3)).ToArray();
        for (var flush = 0; flush + 1 < file.Flushes.Count; flush++)
        {
            File.WriteAllBytes(folder.LogPath, [.. file.Durable, .. file.Flushes.Take(flush + 1).SelectMany(f => f).SelectMany(write => write)]);
            acknowledged[flush + 1] = (int)folder.Verify().Verdict.Size;
        }

        Assert.Equal(12, acknowledged.Max());
        var states = 0;
        foreach (var state in CrashStates.Of(file, blockSize: 96, _random))
        {
            TestFiles.Overwrite(folder.LogPath, state.Content);
            var (verdict, entries) = folder.Verify();
            Assert.Equal(AuditFinding.Intact, verdict.Finding);
            Assert.InRange(entries.Count, acknowledged[state.Flushes], 12);
            states++;
        }

        Assert.InRange(states, 500, int.MaxValue);
    }

    private static FileIdentity Identity(TemporaryVault vault, string segment) =>
        new(SealedKind.Media, DataKeyId.Recording(vault.SessionId), segment, MetadataLength: 9);

    private static SealedFileReader? TryOpen(TemporaryVault vault, string segment, DataKey key) =>
        SealedFileReader.TryOpenAsync(vault.Store, VaultPaths.Segment(vault.SessionId, segment), Identity(vault, segment), key, default).Now();

    private static async Task<(string Segment, RememberingFile File)> RecordAsync(TemporaryVault vault)
    {
        var segment = Ids.New();
        var file = new RememberingFile();
        using var store = new DiskStore(vault.DataFolder) { CreateFile = _ => file };
        var recordings = new RecordingVault(store, vault.Keys, TimeProvider.System);
        await using (var writer = recordings.OpenWriter(vault.SessionId, segment, TemporaryVault.Patient, 0))
        {
            foreach (var frame in TestMedia.Call(7_000))
            {
                Assert.True(writer.TryWrite(frame));
            }
        }

        return (segment, file);
    }

    private static (IReadOnlyList<byte[]> Chunks, SealedEnd? End) Read(TemporaryVault vault, string segment, byte[] content)
    {
        TestFiles.Overwrite(vault.SegmentPath(segment), content);
        using var key = vault.Keys.Get(DataKeyId.Recording(vault.SessionId));
        using var file = TryOpen(vault, segment, key);
        return ([.. Enumerable.Range(0, file?.Chunks.Count ?? 0).Select(i => file!.ReadAsync(i, default).Now())], file?.Scan.End);
    }
}
