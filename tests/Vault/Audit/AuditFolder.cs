using PsyCare.TestKit.Time;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Audit;

/// <summary>A data folder with an audit log, a key ring and exported heads beside it; gone after the test.</summary>
internal sealed class AuditFolder : IDisposable
{
    private readonly string _root;

    public AuditFolder(bool inMemory = false)
    {
        _root = TestFiles.NewFolder("psycare-audit-", inMemory);
        Keys = KeyRing.OpenOrCreate(RingPath, Data);
    }

    public string Data => Path.Combine(_root, "data");

    public string RingPath => Path.Combine(_root, "keys", "keyring.json");

    public string LogPath => Path.Combine(Data, "audit", "log.pcs");

    public string KeyPath => Path.Combine(Data, "audit", "log.key");

    public string HeadsPath => Path.Combine(_root, "keys", "audit-heads.jsonl");

    public KeyRing Keys { get; }

    public FakeTimeProvider Time { get; } = new();

    public AuditLog Open() => Open(AppendFile.Continue);

    public AuditLog Open(Func<string, long, IAppendFile> @continue) => AuditLog.Open(Data, HeadsPath, Keys, Time, practiceId: null, @continue);

    /// <summary>Each in a group of its own.</summary>
    public async Task WriteAsync(int entries)
    {
        await using var log = Open();
        for (var i = 0; i < entries; i++)
        {
            await log.AppendAsync(AuditAction.ContentRead, $"actor-{i}", "session", "notes");
        }
    }

    /// <summary>One in a group of its own, and in one group so many that came while it was written.</summary>
    public async Task WriteGroupAsync(int entries, Func<string, IAppendFile>? file = null)
    {
        using var moves = new ManualResetEventSlim(initialState: false);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var log = Open((path, length) =>
        {
            begun.TrySetResult();
            return new FaultyFile(file?.Invoke(path) ?? AppendFile.Continue(path, length), long.MaxValue) { Moves = moves };
        });
        var first = log.AppendAsync(AuditAction.SignedIn, "grouped");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var others = Enumerable.Range(0, entries).Select(_ => log.AppendAsync(AuditAction.SignedIn, "grouped")).ToList();
        moves.Set();
        await Task.WhenAll([first, .. others]);
    }

    public (AuditVerdict Verdict, IReadOnlyList<AuditEntry> Entries) Verify()
    {
        var entries = new List<AuditEntry>();
        var verdict = AuditVerifier.Verify(Data, Keys, TreeHeadFile.Read(HeadsPath), (_, entry) => entries.Add(entry));
        return (verdict, entries);
    }

    public void Dispose()
    {
        Keys.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
