using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Sessions;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain;
using PsyCare.Domain.Notes;

namespace PsyCare.Grains.Notes;

/// <summary>
/// Wraps the rules of <see cref="NoteBook"/> with storage: the record and the process notes are two states, sealed apart. The first call
/// takes over the notes that the session kept before.
/// </summary>
public sealed class NotesGrain : Grain, INotesGrain
{
    private readonly IPersistentState<NoteBook> _record;
    private readonly IPersistentState<NoteBook> _process;
    private readonly TimeProvider _clock;

    /// <summary>Made by the host.</summary>
    public NotesGrain(
        [PersistentState("notes", StreamNames.Storage)] IPersistentState<NoteBook> record,
        [PersistentState("processNotes", StreamNames.Storage)] IPersistentState<NoteBook> process,
        TimeProvider clock)
    {
        _record = record;
        _process = process;
        _clock = clock;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Note>> GetAsync(NoteKind kind) => (await OpenAsync(kind)).State.Notes;

    /// <inheritdoc/>
    public Task<Note> PutAsync(NoteKind kind, NoteDraft draft, string authorId) =>
        ChangeAsync(kind, draft.Id, b => b.Put(draft, authorId, _clock.GetUtcNow()));

    /// <inheritdoc/>
    public async Task<Note> SignAsync(NoteKind kind, string noteId, int revision, string authorId)
    {
        var note = await ChangeAsync(kind, noteId, b => b.Sign(noteId, revision, authorId, _clock.GetUtcNow()));
        _ = GrainFactory.GetGrain<ISessionFiguresGrain>(this.GetPrimaryKeyString()).RefreshAsync();
        return note;
    }

    /// <inheritdoc/>
    public Task<Note> AmendAsync(NoteKind kind, string noteId, string amendmentId, string text, string authorId) =>
        ChangeAsync(kind, noteId, b => b.Amend(noteId, new NoteAmendment(amendmentId, text, _clock.GetUtcNow(), authorId)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NoteRevision>> GetHistoryAsync(NoteKind kind, string noteId) =>
        (await OpenAsync(kind)).State.VersionsOf(noteId) ?? throw new RefusedException(Refusal.NotFound);

    private async Task<Note> ChangeAsync(NoteKind kind, string noteId, Func<NoteBook, Refusal?> change)
    {
        var book = await OpenAsync(kind);
        var before = book.State.Version;
        RefusedException.ThrowIf(change(book.State));
        if (book.State.Version != before)
            await book.SaveAsync();
        return book.State.Notes.First(n => n.Id == noteId);
    }

    private async Task<IPersistentState<NoteBook>> OpenAsync(NoteKind kind)
    {
        var book = kind switch
        {
            NoteKind.Record => _record,
            NoteKind.Process => _process,
            _ => throw new RefusedException(Refusal.Invalid),
        };
        book.State.Name(this.GetPrimaryKeyString());
        if (book.State.Exists)
            return book;
        var session = GrainFactory.GetGrain<ISessionGrain>(this.GetPrimaryKeyString());
        var patientId = (await session.GetAsync()).PatientId;
        book.State.Open(patientId, kind == NoteKind.Record ? await session.GetEarlierNotesAsync() : []);
        return book;
    }
}
