using PsyCare.Vault.Audit;

namespace PsyCare.Vault.Tests.Audit;

/// <summary>One log, read from its newest entry back.</summary>
public sealed class AuditReaderTests : IDisposable
{
    private static readonly AuditFilter All = new();
    private static readonly AuditScope Own = new("practice", "", new HashSet<string>());

    private readonly AuditFolder _folder = new();
    private readonly AuditedFiles _files;
    private readonly AuditReader _reader;

    public AuditReaderTests()
    {
        _files = new AuditedFiles(
            () => throw new InvalidOperationException("Only reads."), () => [new AuditLogPlace("", _folder.Data, _folder.HeadsPath)], _folder.Keys);
        _reader = new AuditReader(_files.Logs);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_entry_to_the_first_and_grow_with_the_log()
    {
        await _folder.WriteAsync(3);
        await using var log = _folder.Open();

        var newest = Read(All, before: null, take: 2);
        Assert.Equal([2L, 1L], newest.Entries.Select(e => e.Index));
        var rest = Read(All, newest.Before, take: 2);
        Assert.Equal("actor-0", Assert.Single(rest.Entries).Entry.ActorId);
        Assert.Null(rest.Before);

        await log.AppendAsync(AuditAction.SignedIn, "anna");
        Assert.Equal((3, "anna"), (Read(All, null, 1).Entries[0].Index, Read(All, null, 1).Entries[0].Entry.ActorId));
    }

    [Fact]
    public async Task An_empty_log_has_an_empty_page()
    {
        await using var log = _folder.Open();
        var page = Read(All, null, 10);
        Assert.Equal((0, null, null), (page.Entries.Count, page.Before, page.Broken));
    }

    [Fact]
    public async Task Entries_are_found_by_person_patient_action_and_period()
    {
        await using var log = _folder.Open();
        var began = _folder.Time.GetUtcNow();
        await log.AppendAsync(AuditAction.SignedIn, "anna");
        await log.AppendAsync(AuditAction.ContentRead, "anna", "session", "notes");
        _folder.Time.Advance(TimeSpan.FromDays(1));
        await log.AppendAsync(AuditAction.AccessLinkIssued, "anna", detail: "patient");
        await log.AppendAsync(AuditAction.ConsentDecided, "patient", "session", "recording-withdrawn");
        _folder.Time.Advance(TimeSpan.FromDays(1));
        await log.AppendAsync(AuditAction.ContentRead, "bruno", "other", "notes");

        Assert.Equal([2L, 1L, 0L], Found(new AuditFilter(ActorId: "anna")));
        Assert.Equal([4L, 1L], Found(new AuditFilter(Action: AuditAction.ContentRead)));
        Assert.Equal([3L, 2L, 1L], Found(new AuditFilter(About: new HashSet<string> { "patient", "session" })));
        Assert.Equal([3L, 2L], Found(new AuditFilter(From: began.AddDays(1), To: began.AddDays(2))));
        Assert.Equal([1L], Found(new AuditFilter("anna", null, AuditAction.ContentRead, To: began.AddHours(1))));

        IEnumerable<long> Found(AuditFilter filter) => Read(filter, null, 10).Entries.Select(e => e.Index);
    }

    [Fact]
    public async Task An_entry_altered_under_the_running_log_is_named_and_the_others_are_read()
    {
        await _folder.WriteAsync(3);
        await using var log = _folder.Open();
        Assert.Null(Read(All, null, 10).Broken);
        Assert.Equal(AuditFinding.Intact, log.Verify(out var heads).Finding);
        Assert.Equal(2, heads);

        // In the content of the newest entry, not in its head.
        Alter(-20);

        var page = Read(All, null, 10);
        Assert.Equal(new BrokenEntry("", 2), page.Broken);
        Assert.Equal([1L, 0L], page.Entries.Select(e => e.Index));
        Assert.NotEqual(AuditFinding.Intact, log.Verify(out _).Finding);
    }

    [Fact]
    public async Task An_entry_whose_head_was_altered_before_the_log_was_read_is_named()
    {
        await _folder.WriteAsync(1);
        var second = new FileInfo(_folder.LogPath).Length;
        await _folder.WriteAsync(3);
        Alter(second - new FileInfo(_folder.LogPath).Length + 5);

        var page = Read(All, null, 10);
        Assert.Equal(new BrokenEntry("", 1), page.Broken);
        Assert.Equal([0L], page.Entries.Select(e => e.Index));
    }

    [Fact]
    public async Task The_log_continues_a_head_that_was_noted_and_no_other()
    {
        await using var log = _folder.Open();
        await log.AppendAsync(AuditAction.SignedIn, "anna");
        var noted = log.Head();
        await log.AppendAsync(AuditAction.SignedIn, "bruno");

        Assert.True(log.ContinuesFrom(noted.Size, noted.Root));
        Assert.True(log.ContinuesFrom(2, log.Head().Root));
        Assert.False(log.ContinuesFrom(2, noted.Root));
        Assert.False(log.ContinuesFrom(3, noted.Root));
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    private AuditPage Read(AuditFilter filter, AuditPosition? before, int take) => _reader.Read(Own, filter, before, take);

    /// <summary>Turns a bit of the log's file, so many bytes from its end.</summary>
    private void Alter(long fromEnd)
    {
        using var file = new FileStream(_folder.LogPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(fromEnd, SeekOrigin.End);
        var was = file.ReadByte();
        file.Seek(fromEnd, SeekOrigin.End);
        file.WriteByte((byte)(was ^ 1));
    }
}
