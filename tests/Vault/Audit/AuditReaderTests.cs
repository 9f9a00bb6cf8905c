using PsyCare.Vault.Audit;

namespace PsyCare.Vault.Tests.Audit;

public sealed class AuditReaderTests : IDisposable
{
    private static readonly AuditFilter All = new();

    private readonly AuditFolder _folder = new();

    [Fact]
    public async Task Pages_go_from_the_newest_entry_to_the_first_and_grow_with_the_log()
    {
        await _folder.WriteAsync(3);
        await using var log = _folder.Open();
        using var reader = log.OpenReader();

        var newest = reader.Read(All, before: null, take: 2);
        Assert.Equal([2L, 1L], newest.Entries.Select(e => e.Index));
        Assert.Equal(1, newest.Before);
        var rest = reader.Read(All, newest.Before, take: 2);
        Assert.Equal("actor-0", Assert.Single(rest.Entries).Entry.ActorId);
        Assert.Null(rest.Before);

        await log.AppendAsync(AuditAction.SignedIn, "anna");
        Assert.Equal((3, "anna"), (reader.Read(All, null, 1).Entries[0].Index, reader.Read(All, null, 1).Entries[0].Entry.ActorId));
    }

    [Fact]
    public async Task An_empty_log_has_an_empty_page()
    {
        await using var log = _folder.Open();
        using var reader = log.OpenReader();
        Assert.Equal((0, null, null), (reader.Read(All, null, 10).Entries.Count, reader.Read(All, null, 10).Before, reader.Read(All, 99, 10).BrokenAt));
    }

    [Fact]
    public async Task Entries_are_found_by_person_patient_action_and_period()
    {
        await using var log = _folder.Open();
        using var reader = log.OpenReader();
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

        IEnumerable<long> Found(AuditFilter filter) => reader.Read(filter, null, 10).Entries.Select(e => e.Index);
    }

    [Fact]
    public async Task An_entry_altered_under_the_running_log_is_named_and_the_others_are_read()
    {
        await _folder.WriteAsync(3);
        await using var log = _folder.Open();
        using var reader = log.OpenReader();
        Assert.Null(reader.Read(All, null, 10).BrokenAt);
        Assert.Equal(AuditFinding.Intact, log.Verify(out var heads).Finding);
        Assert.Equal(2, heads);

        // In the content of the newest entry, not in its head.
        using (var file = new FileStream(_folder.LogPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            file.Seek(-20, SeekOrigin.End);
            var was = file.ReadByte();
            file.Seek(-20, SeekOrigin.End);
            file.WriteByte((byte)(was ^ 1));
        }

        var page = reader.Read(All, null, 10);
        Assert.Equal(2, page.BrokenAt);
        Assert.Equal([1L, 0L], page.Entries.Select(e => e.Index));
        Assert.NotEqual(AuditFinding.Intact, log.Verify(out _).Finding);
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

    public void Dispose() => _folder.Dispose();
}
