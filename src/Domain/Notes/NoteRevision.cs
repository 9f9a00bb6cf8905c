namespace PsyCare.Domain.Notes;

/// <summary>A note's text as it stood after one stretch of writing.</summary>
/// <param name="Revision">The last revision of that stretch.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Format">How the text is written.</param>
/// <param name="BegunAt">When the stretch's first revision was saved.</param>
/// <param name="At">When its last one was.</param>
/// <param name="AuthorId">Who wrote.</param>
public sealed record NoteRevision(
    int Revision, string Text, NoteFormat Format, DateTimeOffset BegunAt, DateTimeOffset At, string AuthorId);
