using System.Globalization;
using System.Text;
using PsyCare.Domain.Notes;

namespace PsyCare.Domain.Reports;

/// <summary>A stretch of an excerpt that a searched word is found in.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Characters.</param>
public sealed record Highlight(int Start, int Length);

/// <summary>The part of a text that a search found, to be shown.</summary>
/// <param name="Text">A piece of the text as it was written; cut ends carry an ellipsis.</param>
/// <param name="Highlights">Where the words are in it, by position; they do not overlap.</param>
public sealed record Excerpt(string Text, IReadOnlyList<Highlight> Highlights);

/// <summary>
/// Full-text search in notes: every word of the query must begin some word of the text. Case and diacritics do not matter ("perche" finds
/// "Perché"), whatever the language.
/// </summary>
public sealed class NoteSearch
{
    /// <summary>Longest query, characters.</summary>
    public const int MaxQueryLength = 200;

    private const int Before = 60;
    private const int ExcerptLength = 240;
    private const string Ellipsis = "…";

    private readonly IReadOnlyList<string> _words;

    private NoteSearch(IReadOnlyList<string> words) => _words = words;

    /// <summary>A search for <paramref name="query"/>; null where it holds no word or is too long.</summary>
    public static NoteSearch? For(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Length > MaxQueryLength)
            return null;
        var folded = Folded.Of(query);
        List<string> words = [.. folded.Words().Select(w => folded.Text[w]).Distinct()];
        return words.Count == 0 ? null : new NoteSearch(words);
    }

    /// <summary>The same in a note with everything that was added to it later.</summary>
    public Excerpt? Find(Note note) => Find(string.Join('\n', note.PlainTexts()));

    /// <summary>The part of <paramref name="text"/> around the first word found; null where a word is missing.</summary>
    public Excerpt? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        var starts = folded.Words().ToList();
        var found = new SortedDictionary<int, int>();
        foreach (var word in _words)
        {
            var any = false;
            foreach (var start in starts.Where(s => folded.Text.AsSpan(s).StartsWith(word, StringComparison.Ordinal)).Select(s => s.Start.Value))
            {
                any = true;
                var (from, to) = (folded.Origins[start], folded.EndOf(start + word.Length - 1));
                found[from] = Math.Max(found.GetValueOrDefault(from), to - from);
            }

            if (!any)
                return null;
        }

        return Cut(text, found);
    }

    private static Excerpt Cut(string text, SortedDictionary<int, int> found)
    {
        var from = WholeCharacter(text, Math.Max(0, found.First().Key - Before));
        var to = WholeCharacter(text, Math.Min(text.Length, from + ExcerptLength));
        var lead = from > 0 ? Ellipsis : "";
        var piece = lead + text[from..to] + (to < text.Length ? Ellipsis : "");
        return new Excerpt(piece, [.. found.Where(f => f.Key + f.Value <= to).Select(f => new Highlight(f.Key - from + lead.Length, f.Value))]);
    }

    /// <summary>An index that does not tear a surrogate pair apart.</summary>
    private static int WholeCharacter(string text, int index) =>
        index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) ? index - 1 : index;

    /// <summary>A text without case and diacritics; each character knows where it comes from.</summary>
    private sealed record Folded(string Text, IReadOnlyList<int> Origins, int SourceLength)
    {
        public static Folded Of(string text)
        {
            var (folded, origins) = (new StringBuilder(text.Length), new List<int>(text.Length));
            for (var i = 0; i < text.Length; i++)
            {
                foreach (var c in Decomposed(text[i]))
                {
                    if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                        continue;
                    folded.Append(char.ToLowerInvariant(c));
                    origins.Add(i);
                }
            }

            return new Folded(folded.ToString(), origins, text.Length);
        }

        /// <summary>Every word, from its first character to the end of it.</summary>
        public IEnumerable<Range> Words()
        {
            for (var i = 0; i < Text.Length; i++)
            {
                if (!char.IsLetterOrDigit(Text[i]) || (i > 0 && char.IsLetterOrDigit(Text[i - 1])))
                    continue;
                var end = i;
                while (end < Text.Length && char.IsLetterOrDigit(Text[end]))
                    end++;
                yield return i..end;
            }
        }

        /// <summary>Where, in the source, what <paramref name="index"/> comes from ends: with its marks.</summary>
        public int EndOf(int index) => index + 1 < Origins.Count ? Math.Max(Origins[index + 1], Origins[index] + 1) : SourceLength;

        /// <summary>Surrogates have no decomposition of their own, and half of one may not be normalised.</summary>
        private static string Decomposed(char c) => char.IsSurrogate(c) ? c.ToString() : c.ToString().Normalize(NormalizationForm.FormD);
    }
}
