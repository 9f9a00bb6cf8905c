using System.Text;

namespace PsyCare.Domain.Notes;

/// <summary>What a note's text may hold. It is data to whoever shows it: HTML in it is shown as the characters that it is.</summary>
public static class NoteText
{
    private const string MarkdownMarks = "\\`*_{}[]()#+-.!>|~";

    /// <summary>The text as it is stored: line ends as <c>\n</c>, no control characters, no halves of characters.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
                clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>The words without the marks of Markdown, for search and for where there is no formatting.</summary>
    public static string Plain(string text, NoteFormat format)
    {
        ArgumentNullException.ThrowIfNull(text);
        return format == NoteFormat.Plain ? text : string.Join('\n', text.Split('\n').Select(PlainLine));
    }

    /// <summary>The words of a note, then of each addition after it was signed.</summary>
    public static IEnumerable<string> PlainTexts(this Note note)
    {
        ArgumentNullException.ThrowIfNull(note);
        return note.Amendments.Select(a => Plain(a.Text, NoteFormat.Markdown)).Prepend(Plain(note.Text, note.Format));
    }

    private static string PlainLine(string line)
    {
        var words = line.TrimStart();
        words = words.TrimStart('#', '>').TrimStart();
        if (words.StartsWith("* ", StringComparison.Ordinal) || words.StartsWith("- ", StringComparison.Ordinal))
            words = "• " + words[2..];
        var plain = new StringBuilder(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == '\\' && i + 1 < words.Length && MarkdownMarks.Contains(words[i + 1], StringComparison.Ordinal))
                plain.Append(words[++i]);
            else if (words[i] is not ('*' or '_' or '`' or '\\'))
                plain.Append(words[i]);
        }

        return plain.ToString();
    }
}
