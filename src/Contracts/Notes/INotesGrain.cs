using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Notes;

namespace PsyCare.Contracts.Notes;

/// <summary>
/// The notes of a session, in two books that never mix: every call names which. Key: session id. Refuses by <see cref="RefusedException"/>;
/// NotFound where the session was never created. Whoever exports, reports or shares asks for <see cref="NoteKind.Record"/> alone.
/// </summary>
public interface INotesGrain : IGrainWithStringKey
{
    /// <summary>All notes of a book, by time.</summary>
    Task<IReadOnlyList<Note>> GetAsync(NoteKind kind);

    /// <summary>
    /// Saves a note. Refuses with NoteSigned, TooLarge or, where the draft's base is not the stored revision, Conflict. A repeat of the very
    /// same text returns the stored note.
    /// </summary>
    Task<Note> PutAsync(NoteKind kind, NoteDraft draft, string authorId);

    /// <summary>Signs and locks a note as it stands in <paramref name="revision"/>. Refuses with Conflict where that is not the newest.</summary>
    Task<Note> SignAsync(NoteKind kind, string noteId, int revision, string authorId);

    /// <summary>Adds an amendment to a signed note. Repeating it changes nothing.</summary>
    Task<Note> AmendAsync(NoteKind kind, string noteId, string amendmentId, string text, string authorId);

    /// <summary>A note's versions, oldest first. Refuses with NotFound.</summary>
    [ReadOnly]
    Task<IReadOnlyList<NoteRevision>> GetHistoryAsync(NoteKind kind, string noteId);
}
