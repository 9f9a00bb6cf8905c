using PsyCare.TestKit.Time;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Audit;

/// <summary>The data folder of a deployment in which several processes write logs of their own; gone after the test.</summary>
internal sealed class SeveralLogs : IAsyncDisposable
{
    public const string Practice = "practice";

    private readonly string _root = TestFiles.NewFolder("psycare-logs-", inMemory: true);
    private readonly List<(AuditLogPlace Place, AuditLog Log)> _logs = [];
    private readonly KeyRing _ring;
    private readonly AuditedFiles _files;

    public SeveralLogs()
    {
        _ring = KeyRing.OpenOrCreate(Path.Combine(_root, "keys", "keyring.json"), Path.Combine(_root, "data"));
        _files = new AuditedFiles(() => throw new InvalidOperationException("Only reads."), () => _logs.ConvertAll(log => log.Place), _ring);
        Reader = new AuditReader(_files.Logs);
    }

    public FakeTimeProvider Time { get; } = new();

    public AuditReader Reader { get; }

    public FollowedLogs Followed => _files.Logs;

    /// <summary>Begins the log of one more process.</summary>
    public AuditLog Add(string name, string? practice = Practice, TimeProvider? time = null)
    {
        var place = new AuditLogPlace(name, Path.Combine(_root, "data", name), Path.Combine(_root, "keys", $"audit-heads-{Path.GetFileName(name)}.jsonl"));
        Directory.CreateDirectory(place.Folder);
        var log = AuditLog.Open(place.Folder, place.HeadsFile, _ring, time ?? Time, practice);
        _logs.Add((place, log));
        return log;
    }

    /// <summary>The process stops, somebody moves its log away, and it begins another.</summary>
    public async Task<AuditLog> BeginAnewAsync(string name)
    {
        var old = _logs.Single(log => log.Place.Name == name);
        await old.Log.DisposeAsync();
        _logs.Remove(old);
        Directory.Move(Path.Combine(old.Place.Folder, "audit"), Path.Combine(old.Place.Folder, "moved"));
        return Add(name);
    }

    /// <summary>The file of a log.</summary>
    public string FileOf(string name) => Path.Combine(_root, "data", name, "audit", "log.pcs");

    /// <summary>All entries, page after page, as <c>log index</c>.</summary>
    public IReadOnlyList<string> Pages(AuditScope scope, int take, AuditFilter? filter = null)
    {
        var all = new List<string>();
        AuditPosition? before = null;
        do
        {
            var page = Reader.Read(scope, filter ?? new AuditFilter(), before, take);
            Assert.InRange(page.Entries.Count, 0, take);
            all.AddRange(page.Entries.Select(e => $"{e.Log} {e.Index}"));
            // As it goes through the browser and back.
            before = page.Before is { } next ? AuditPosition.TryParse(next.ToString()) ?? throw new InvalidOperationException("Not a position.") : null;
        }
        while (before is not null);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, log) in _logs)
            await log.DisposeAsync();
        _files.Dispose();
        _ring.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
