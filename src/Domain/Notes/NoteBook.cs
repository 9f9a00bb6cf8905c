using System.Text.Json.Serialization;
using PsyCare.Domain.Vault;

namespace PsyCare.Domain.Notes;

/// <summary>
/// The notes of one kind in one session, and their history. A method returns why it refuses, or null; it changes nothing when it refuses,
/// and <see cref="Version"/> counts up exactly when something changed.
/// </summary>
public sealed class NoteBook : ISessionOwned
{
    /// <summary>Most notes in a book.</summary>
    public const int MaxNotes = 500;

    /// <summary>Most amendments to a note.</summary>
    public const int MaxAmendments = 100;

    /// <summary>Counts changes; 0 means never opened.</summary>
    [JsonInclude]
    public long Version { get; private set; }

    /// <summary>Whose session it is.</summary>
    [JsonInclude]
    public string PatientId { get; private set; } = "";

    /// <inheritdoc/>
    [JsonInclude]
    public string SessionId { get; private set; } = "";

    /// <summary>By time.</summary>
    [JsonInclude]
    public IReadOnlyList<Note> Notes { get; private set; } = [];

    /// <summary>The versions of each note, by its id; oldest first.</summary>
    [JsonInclude]
    public IReadOnlyDictionary<string, IReadOnlyList<NoteRevision>> History { get; private set; } =
        new Dictionary<string, IReadOnlyList<NoteRevision>>();

    /// <summary>Whether the book was opened.</summary>
    [JsonIgnore]
    public bool Exists => Version > 0;

    /// <summary>Tells the book which session it is of; it is no change of it.</summary>
    public void Name(string sessionId) => SessionId = sessionId;

    /// <summary>Opens the book with the notes that were kept elsewhere before there were books; nothing happens where it is open.</summary>
    public void Open(string patientId, IReadOnlyList<Note> earlier)
    {
        if (Exists)
            return;
        (PatientId, Notes) = (patientId, earlier);
        Version++;
    }

    /// <summary>Saves a note; a repeat of the same text changes nothing.</summary>
    /// <returns>Conflict where someone else saved meanwhile, NoteSigned where the note is locked, Invalid, or TooLarge.</returns>
    public Refusal? Put(NoteDraft draft, string authorId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (!Ids.IsValid(draft.Id) || draft.AtMs < 0 || draft.Template is { } template && !Ids.IsValid(template))
            return Refusal.Invalid;
        if (draft.Text.Length > Note.MaxTextLength)
            return Refusal.TooLarge;
        var text = NoteText.Clean(draft.Text);
        var stored = Find(draft.Id);
        if (stored?.Text == text)
            return null;
        if (stored?.SignedAt is not null)
            return Refusal.NoteSigned;
        if ((stored?.Revision ?? 0) != draft.BaseRevision)
            return Refusal.Conflict;
        if (stored is null && Notes.Count >= MaxNotes)
            return Refusal.TooLarge;

        var note = new Note(draft.Id, stored?.AtMs ?? draft.AtMs, text, draft.BaseRevision + 1, now)
        {
            Format = NoteFormat.Markdown,
            Template = stored is null ? draft.Template : stored.Template,
        };
        Remember(stored, note, authorId);
        return Replace(note);
    }

    /// <summary>Signs a note as it stands in <paramref name="revision"/>: from then on it is locked. Signing again changes nothing.</summary>
    /// <returns>NotFound, Conflict where the signer has not seen the newest text, Invalid for an empty note.</returns>
    public Refusal? Sign(string noteId, int revision, string authorId, DateTimeOffset now)
    {
        if (Find(noteId) is not { } note)
            return Refusal.NotFound;
        if (note.Revision != revision)
            return Refusal.Conflict;
        if (note.SignedAt is not null)
            return null;
        return string.IsNullOrWhiteSpace(note.Text) ? Refusal.Invalid : Replace(note with { SignedAt = now, SignedBy = authorId });
    }

    /// <summary>Adds to a signed note. Adding the same again changes nothing; what was added is never changed.</summary>
    /// <returns>NotFound, WrongPhase where the note is not signed (then it is edited), Conflict, Invalid, or TooLarge.</returns>
    public Refusal? Amend(string noteId, NoteAmendment amendment)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        if (Find(noteId) is not { } note)
            return Refusal.NotFound;
        if (note.SignedAt is null)
            return Refusal.WrongPhase;
        if (!Ids.IsValid(amendment.Id) || string.IsNullOrWhiteSpace(amendment.Text))
            return Refusal.Invalid;
        if (amendment.Text.Length > Note.MaxTextLength)
            return Refusal.TooLarge;
        amendment = amendment with { Text = NoteText.Clean(amendment.Text) };
        if (note.Amendments.FirstOrDefault(a => a.Id == amendment.Id) is { } there)
            return there.Text == amendment.Text ? null : Refusal.Conflict;
        if (note.Amendments.Count >= MaxAmendments)
            return Refusal.TooLarge;
        return Replace(note with { Amendments = [.. note.Amendments, amendment] });
    }

    /// <summary>The note's versions, oldest first; null where there is no such note.</summary>
    public IReadOnlyList<NoteRevision>? VersionsOf(string noteId) =>
        Find(noteId) is null ? null : History.GetValueOrDefault(noteId, []);

    private Note? Find(string noteId) => Notes.FirstOrDefault(n => n.Id == noteId);

    private void Remember(Note? before, Note after, string authorId)
    {
        var versions = History.GetValueOrDefault(after.Id, []);
        // A note from before there was a history begins it with what it said until now.
        if (versions.Count == 0 && before is not null)
            versions = [new(before.Revision, before.Text, before.Format, before.UpdatedAt, before.UpdatedAt, authorId)];
        var saved = new NoteRevision(after.Revision, after.Text, after.Format, after.UpdatedAt, after.UpdatedAt, authorId);
        History = new Dictionary<string, IReadOnlyList<NoteRevision>>(History) { [after.Id] = NoteHistory.Add(versions, saved) };
    }

    private Refusal? Replace(Note note)
    {
        Notes = [.. Notes.Where(n => n.Id != note.Id).Append(note).OrderBy(n => n.AtMs)];
        Version++;
        return null;
    }
}
