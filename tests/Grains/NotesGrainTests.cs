using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Talk;
using PsyCare.Contracts.Workspaces;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Talk;
using PsyCare.Domain.Workspaces;

namespace PsyCare.Grains.Tests;

public sealed class NotesGrainTests : GrainTest
{
    private INotesGrain Notes => Host.Client.GetGrain<INotesGrain>(SessionId);

    [Fact]
    public async Task Notes_are_saved_by_revision_and_a_conflict_loses_nothing()
    {
        var first = await PutAsync("He looked away", 0);
        var second = await PutAsync("He looked away when asked", first.Revision);

        Assert.Equal((2, 1_500L), (second.Revision, second.AtMs));
        Assert.Equal(Refusal.Conflict, await RefusalOf(() => PutAsync("stale", 1)));
        Assert.Equal("He looked away when asked", Assert.Single(await Notes.GetAsync(NoteKind.Record)).Text);
    }

    [Fact]
    public async Task Process_notes_stand_in_a_book_of_their_own()
    {
        await PutAsync("Came on time.", 0);
        await Notes.PutAsync(NoteKind.Process, new NoteDraft("p", 0, "I felt protective.", 0), "clinician");

        Assert.Equal("n", Assert.Single(await Notes.GetAsync(NoteKind.Record)).Id);
        Assert.Equal("p", Assert.Single(await Notes.GetAsync(NoteKind.Process)).Id);
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Notes.GetHistoryAsync(NoteKind.Record, "p")));
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Notes.SignAsync(NoteKind.Record, "p", 1, "clinician")));
    }

    [Fact]
    public async Task A_signed_note_is_amended_and_never_edited()
    {
        await PutAsync("final", 0);
        await Notes.SignAsync(NoteKind.Record, "n", 1, "clinician");
        Assert.Equal(Refusal.NoteSigned, await RefusalOf(() => PutAsync("edited", 1)));

        var amended = await Notes.AmendAsync(NoteKind.Record, "n", "a", "He called back.", "clinician");
        Assert.Equal(("final", "He called back."), (amended.Text, Assert.Single(amended.Amendments).Text));
    }

    [Fact]
    public async Task Earlier_versions_can_be_read()
    {
        await PutAsync("one", 0);
        Host.Advance(TimeSpan.FromMinutes(3));
        await PutAsync("one two", 1);
        Assert.Equal(["one", "one two"], (await Notes.GetHistoryAsync(NoteKind.Record, "n")).Select(v => v.Text));
    }

    [Fact]
    public async Task A_session_that_was_never_created_has_no_notes() =>
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Host.Client.GetGrain<INotesGrain>(Ids.New()).GetAsync(NoteKind.Record)));

    [Fact]
    public async Task A_talk_track_is_kept_and_pieces_may_be_repeated()
    {
        var talk = Host.Client.GetGrain<ITalkGrain>(SessionId);
        Assert.Empty((await talk.GetAsync()).Turns);
        TalkTrack piece = new([new(ParticipantRole.Patient, 0, 3_000)], [new(0, 5_000)]);
        await talk.AppendAsync(PatientId, piece);
        await talk.AppendAsync(PatientId, piece);
        await talk.AppendAsync(PatientId, new([new(ParticipantRole.Clinician, 6_000, 8_000)], [new(5_000, 9_000)]));

        var track = await talk.GetAsync();
        Assert.Equal(2, track.Turns.Count);
        Assert.Equal([new TalkSpan(0, 9_000)], track.Observed);
    }

    [Fact]
    public async Task A_workspace_keeps_what_the_clinician_set_up()
    {
        var workspace = Host.Client.GetGrain<IWorkspaceGrain>("clinician");
        await workspace.SetMarkerCategoriesAsync([new("mine", "Dream", MarkerColor.Sky, "d")]);
        await workspace.HideIndicatorsAsync([Indicator.TurnLength]);
        await workspace.PutTemplateAsync(new("t", "Intake", "### Reason"));
        Assert.Equal(Refusal.Invalid, await RefusalOf(() => workspace.SetMarkerCategoriesAsync([new("x", "X", MarkerColor.Sky, "m")])));

        var setup = await workspace.GetAsync();
        Assert.Equal("mine", Assert.Single(setup.MarkerCategories, c => !c.Retired).Id);
        Assert.Equal([Indicator.TurnLength], setup.HiddenIndicators);
        Assert.Equal("Intake", Assert.Single(setup.Templates).Name);
        Assert.Equal(32, (await workspace.GetDraftKeyAsync()).Length);
        Assert.Equal(await workspace.GetDraftKeyAsync(), await workspace.GetDraftKeyAsync());
    }

    private Task<Note> PutAsync(string text, int baseRevision) =>
        Notes.PutAsync(NoteKind.Record, new NoteDraft("n", 1_500, text, baseRevision), "clinician");
}
