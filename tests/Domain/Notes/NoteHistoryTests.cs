using PsyCare.Domain.Notes;

namespace PsyCare.Domain.Tests.Notes;

public sealed class NoteHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private IReadOnlyList<NoteRevision> _versions = [];

    [Fact]
    public void Saves_while_one_person_writes_are_one_version()
    {
        Save("He", 0);
        Save("He smiled", 5);
        Save("He smiled at once", 110);
        Assert.Equal(("He smiled at once", 3, Start), (_versions.Single().Text, _versions[0].Revision, _versions[0].BegunAt));
    }

    [Fact]
    public void Coming_back_later_begins_a_new_version()
    {
        Save("one", 0);
        Save("one two", 121);
        Assert.Equal(["one", "one two"], _versions.Select(v => v.Text));
    }

    [Fact]
    public void A_stretch_ends_after_two_minutes_however_steadily_one_writes()
    {
        for (var second = 0; second <= 600; second += 10)
            Save(new string('x', second + 1), second);
        Assert.Equal(6, _versions.Count);
    }

    [Fact]
    public void What_was_deleted_stays_readable()
    {
        var paragraph = new string('a', 200);
        Save(paragraph, 0);
        Save("b", 1);
        Assert.Equal([paragraph, "b"], _versions.Select(v => v.Text));
    }

    [Fact]
    public void Another_author_begins_a_new_version()
    {
        Save("one", 0);
        Save("one two", 1, "another");
        Assert.Equal(2, _versions.Count);
    }

    [Fact]
    public void A_history_is_bounded_and_keeps_the_first_and_the_newest()
    {
        for (var i = 0; i < 300; i++)
            Save($"version {i}", i * 1000);
        Assert.Equal(NoteHistory.MaxVersions, _versions.Count);
        Assert.Equal(("version 0", "version 299"), (_versions[0].Text, _versions[^1].Text));

        for (var i = 0; i < 30; i++)
            Save(new string((char)('a' + i % 26), 60_000), 1_000_000 + i * 1000);
        Assert.True(_versions.Sum(v => v.Text.Length) <= NoteHistory.MaxCharacters);
    }

    private void Save(string text, int second, string author = "a") => _versions = NoteHistory.Add(
        _versions,
        new(_versions.Count == 0 ? 1 : _versions[^1].Revision + 1, text, NoteFormat.Markdown, Start.AddSeconds(second), Start.AddSeconds(second), author));
}
