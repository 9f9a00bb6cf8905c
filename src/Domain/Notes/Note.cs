namespace PsyCare.Domain.Notes;

/// <summary>How a note's text is written.</summary>
public enum NoteFormat
{
    /// <summary>Lines as typed: notes from before there was a format.</summary>
    Plain = 0,

    /// <summary>CommonMark without HTML, links and pictures: paragraphs, headings, emphasis, lists, quotes. See infra/adr/0013.</summary>
    Markdown = 1,
}

/// <summary>Which of the two books of a session a note stands in.</summary>
public enum NoteKind
{
    /// <summary>The record: progress notes.</summary>
    Record = 1,

    /// <summary>
    /// Psychotherapy notes in the sense of HIPAA (45 CFR 164.501): the author's own, kept apart from the record. They are in no export, report
    /// or shared view.
    /// </summary>
    Process = 2,
}

/// <summary>A note of the therapist, tied to the session clock.</summary>
/// <param name="Id">Made by the client, so that a repeated request changes nothing.</param>
/// <param name="AtMs">Session clock at which the note was begun, milliseconds.</param>
/// <param name="Text">In <see cref="Format"/>; at most <see cref="MaxTextLength"/> characters.</param>
/// <param name="Revision">Counts up with every saved change, from 1.</param>
/// <param name="UpdatedAt">When this revision was saved.</param>
public sealed record Note(string Id, long AtMs, string Text, int Revision, DateTimeOffset UpdatedAt)
{
    /// <summary>Longest text, characters.</summary>
    public const int MaxTextLength = 64 * 1024;

    /// <summary>How <see cref="Text"/> is written.</summary>
    public NoteFormat Format { get; init; }

    /// <summary>The template that it was begun from (<c>soap</c>, <c>dap</c>, <c>birp</c>, or the id of one's own); null for a free note.</summary>
    public string? Template { get; init; }

    /// <summary>When it was signed; from then on its text never changes.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Who signed it.</summary>
    public string? SignedBy { get; init; }

    /// <summary>What was added after signing, oldest first.</summary>
    public IReadOnlyList<NoteAmendment> Amendments { get; init; } = [];
}

/// <summary>An addition to a signed note; it never changes either.</summary>
/// <param name="Id">Made by the client, so that a repeated request changes nothing.</param>
/// <param name="Text">Markdown, as a note's.</param>
/// <param name="At">When.</param>
/// <param name="AuthorId">Who.</param>
public sealed record NoteAmendment(string Id, string Text, DateTimeOffset At, string AuthorId);

/// <summary>What a client wants to have saved.</summary>
/// <param name="Id">The note.</param>
/// <param name="AtMs">Session clock at which it was begun; kept from the first save.</param>
/// <param name="Text">The whole text, Markdown.</param>
/// <param name="BaseRevision">The revision that the text was made from; 0 for a new note.</param>
/// <param name="Template">The template that it was begun from; kept from the first save.</param>
public sealed record NoteDraft(string Id, long AtMs, string Text, int BaseRevision, string? Template = null);
