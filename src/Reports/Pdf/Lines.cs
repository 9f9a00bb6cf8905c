namespace PsyCare.Reports.Pdf;

/// <summary>Breaks text into lines that fit.</summary>
internal static class Lines
{
    private const string Ellipsis = "…";

    /// <summary>Lines of at most <paramref name="width"/>, broken at blanks, or within a word that is longer than a line.</summary>
    public static IEnumerable<string> Of(string text, double width, Func<string, double> measure)
    {
        foreach (var paragraph in Printable(text).Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' '))
            {
                var rest = word;
                if (line.Length > 0 && measure($"{line} {rest}") <= width)
                {
                    line = $"{line} {rest}";
                    continue;
                }

                if (line.Length > 0)
                    yield return line;
                while (measure(rest) > width)
                {
                    var fits = Fitting(rest, width, measure);
                    yield return rest[..fits];
                    rest = rest[fits..];
                }

                line = rest;
            }

            yield return line;
        }
    }

    /// <summary>One line of at most <paramref name="width"/>; an ellipsis says that there was more.</summary>
    public static string Cut(string text, double width, Func<string, double> measure)
    {
        var line = Printable(text).Replace('\n', ' ');
        return measure(line) <= width ? line : line[..Fitting(line, width - measure(Ellipsis), measure)] + Ellipsis;
    }

    /// <summary>How many characters fit, at least one; a surrogate pair is one.</summary>
    private static int Fitting(string text, double width, Func<string, double> measure)
    {
        var (low, high) = (1, text.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = measure(text[..middle]) <= width ? (middle, high) : (low, middle - 1);
        }

        return low < text.Length && char.IsLowSurrogate(text[low]) ? low + 1 : low;
    }

    /// <summary>Without control characters, which no font has, and without halves of surrogate pairs.</summary>
    private static string Printable(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        return string.Create(lines.Length, lines, static (output, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                output[i] = (char.IsControl(source[i]) && source[i] != '\n') || IsLone(source, i) ? ' ' : source[i];
        });
    }

    private static bool IsLone(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1])
        : char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));
}
