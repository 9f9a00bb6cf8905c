using System.Text.Json;
using PsyCare.Domain.Notes;

namespace PsyCare.Domain.Tests.Notes;

public sealed class NoteBookTests
{
    private const string Author = "clinician";
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly NoteBook _book = new();

    public NoteBookTests() => _book.Open("patient", []);

    [Fact]
    public void A_note_keeps_its_moment_and_its_template_and_counts_revisions()
    {
        Assert.Null(Put("He", 0, atMs: 5_000, template: "soap"));
        Assert.Null(Put("He **smiled**", 1, atMs: 9_000, template: "dap", after: 1));

        var note = Assert.Single(_book.Notes);
        Assert.Equal((5_000, "He **smiled**", 2, "soap"), (note.AtMs, note.Text, note.Revision, note.Template));
        Assert.Equal((NoteFormat.Markdown, Start.AddSeconds(1)), (note.Format, note.UpdatedAt));
    }

    [Fact]
    public void Saving_the_same_note_twice_is_one_save()
    {
        Put("text", 0);
        var version = _book.Version;
        Assert.Null(Put("text", 0));
        Assert.Equal((1, version), (_book.Notes[0].Revision, _book.Version));
    }

    [Fact]
    public void A_note_made_from_an_old_revision_is_a_conflict_and_changes_nothing()
    {
        Put("one", 0);
        Put("two", 1);
        Assert.Equal(Refusal.Conflict, Put("other", 1));
        Assert.Equal("two", _book.Notes[0].Text);
    }

    [Fact]
    public void A_note_of_ten_megabytes_is_refused_and_the_stored_one_stays()
    {
        Put("kept", 0);
        Assert.Equal(Refusal.TooLarge, Put(new string('x', 10 * 1024 * 1024), 1));
        Assert.Equal("kept", _book.Notes[0].Text);
    }

    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("bell\u0007 nul\0 escape\u001b[31m", "bell nul escape[31m")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void A_text_is_stored_without_control_characters_and_otherwise_as_it_is(string typed, string stored)
    {
        Put(typed, 0);
        Assert.Equal(stored, _book.Notes[0].Text);
    }

    [Fact]
    public void Half_a_character_does_not_break_what_is_stored()
    {
        Put("broken \ud83d here", 0);
        Assert.Equal("broken \ufffd here", _book.Notes[0].Text);
        Assert.Equal(_book.Notes[0].Text, Copy().Notes[0].Text);
    }

    [Fact]
    public void A_signed_note_takes_no_edit_whatever_revision_it_comes_from()
    {
        Put("final", 0);
        Assert.Null(_book.Sign("n", 1, Author, Start.AddMinutes(1)));

        Assert.Equal(Refusal.NoteSigned, Put("changed", 1));
        Assert.Equal(Refusal.NoteSigned, Put("changed", 0));
        Assert.Null(Put("final", 1));
        var note = _book.Notes[0];
        Assert.Equal(("final", 1, Author, Start.AddMinutes(1)), (note.Text, note.Revision, note.SignedBy!, note.SignedAt!.Value));
    }

    [Fact]
    public void Only_the_text_that_the_signer_has_seen_is_signed()
    {
        Put("one", 0);
        Put("two", 1);
        Assert.Equal(Refusal.Conflict, _book.Sign("n", 1, Author, Start));
        Assert.Null(_book.Sign("n", 2, Author, Start));
        Assert.Null(_book.Sign("n", 2, "another", Start.AddHours(1)));
        Assert.Equal((Author, Start), (_book.Notes[0].SignedBy!, _book.Notes[0].SignedAt!.Value));
    }

    [Fact]
    public void An_empty_note_is_not_signed_and_one_that_is_not_there_neither()
    {
        Put(" \n", 0);
        Assert.Equal(Refusal.Invalid, _book.Sign("n", 1, Author, Start));
        Assert.Equal(Refusal.NotFound, _book.Sign("other", 1, Author, Start));
    }

    [Fact]
    public void What_comes_after_signing_is_an_amendment_that_itself_never_changes()
    {
        Put("final", 0);
        Assert.Equal(Refusal.WrongPhase, Amend("a", "too early"));
        _book.Sign("n", 1, Author, Start);

        Assert.Null(Amend("a", "He called back."));
        Assert.Null(Amend("a", "He called back."));
        Assert.Equal(Refusal.Conflict, Amend("a", "He did not call back."));
        Assert.Equal(Refusal.Invalid, Amend("b", "  "));
        Assert.Null(Amend("b", "And came."));

        Assert.Equal(["He called back.", "And came."], _book.Notes[0].Amendments.Select(a => a.Text));
        Assert.Equal(("final", 1), (_book.Notes[0].Text, _book.Notes[0].Revision));
    }

    [Fact]
    public void Notes_from_before_there_were_books_are_taken_over_once_and_begin_their_history()
    {
        var book = new NoteBook();
        book.Open("patient", [new Note("old", 10, "1. as *typed*", 4, Start)]);
        book.Open("patient", []);
        Assert.Equal(NoteFormat.Plain, Assert.Single(book.Notes).Format);
        Assert.Empty(book.VersionsOf("old")!);

        Assert.Null(book.Put(new("old", 0, @"1\. as \*typed\* and more", 4), Author, Start.AddDays(1)));
        Assert.Equal(NoteFormat.Markdown, book.Notes[0].Format);
        Assert.Equal(["1. as *typed*", @"1\. as \*typed\* and more"], book.VersionsOf("old")!.Select(v => v.Text));
    }

    [Fact]
    public void A_book_survives_being_stored_as_json()
    {
        Put("one", 0);
        _book.Sign("n", 1, Author, Start);
        Amend("a", "two");
        Assert.Equal(JsonSerializer.Serialize(_book), JsonSerializer.Serialize(Copy()));
    }

    private NoteBook Copy() => JsonSerializer.Deserialize<NoteBook>(JsonSerializer.Serialize(_book))!;

    private Refusal? Put(string text, int baseRevision, long atMs = 0, string? template = null, int after = 0) =>
        _book.Put(new NoteDraft("n", atMs, text, baseRevision, template), Author, Start.AddSeconds(after));

    private Refusal? Amend(string id, string text) => _book.Amend("n", new NoteAmendment(id, text, Start, Author));
}
