namespace PsyCare.Domain.Notes;

/// <summary>
/// The versions of one note, oldest first; the last one is what the note says now. A note saves itself every second while it is written, so
/// saves of one person within <see cref="Stretch"/> are one version, unless text went away: then what was there stays a version of its own.
/// </summary>
public static class NoteHistory
{
    /// <summary>Saves this close to the first of their stretch make one version.</summary>
    public static TimeSpan Stretch { get; } = TimeSpan.FromMinutes(2);

    /// <summary>A save that takes away more than so many characters begins a new version.</summary>
    public const int ShrinkTolerance = 80;

    /// <summary>Most versions of a note; beyond it the oldest but the first goes.</summary>
    public const int MaxVersions = 200;

    /// <summary>Most characters of a note's versions together.</summary>
    public const int MaxCharacters = 1024 * 1024;

    /// <summary>The versions after <paramref name="saved"/> was saved.</summary>
    public static IReadOnlyList<NoteRevision> Add(IReadOnlyList<NoteRevision> versions, NoteRevision saved)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(saved);
        var kept = versions.ToList();
        if (kept.Count > 0 && IsSameStretch(kept[^1], saved))
        {
            saved = saved with { BegunAt = kept[^1].BegunAt };
            kept.RemoveAt(kept.Count - 1);
        }

        kept.Add(saved);
        while (kept.Count > 2 && (kept.Count > MaxVersions || kept.Sum(v => (long)v.Text.Length) > MaxCharacters))
            kept.RemoveAt(1);
        return kept;
    }

    private static bool IsSameStretch(NoteRevision last, NoteRevision saved) =>
        last.AuthorId == saved.AuthorId && last.Format == saved.Format && saved.At - last.BegunAt < Stretch
        && last.Text.Length - saved.Text.Length <= ShrinkTolerance;
}
