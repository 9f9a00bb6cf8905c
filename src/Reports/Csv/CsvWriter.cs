using System.Globalization;

namespace PsyCare.Reports.Csv;

/// <summary>
/// Writes RFC 4180: commas, CRLF, quotes where needed. A text that a spreadsheet would take for a formula gets an apostrophe before it
/// (OWASP, CSV injection); numbers are written as numbers, whatever the language.
/// </summary>
public sealed class CsvWriter(TextWriter output)
{
    private bool _first = true;

    /// <summary>Writes a text.</summary>
    public CsvWriter Text(string? value) => Field(Quoted(Safe(value ?? "")));

    /// <summary>Writes a number; an empty field where there is none.</summary>
    public CsvWriter Number(double? value) => Field(value?.ToString("R", CultureInfo.InvariantCulture) ?? "");

    /// <summary>Writes a whole number.</summary>
    public CsvWriter Number(long value) => Field(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a moment, ISO 8601.</summary>
    public CsvWriter Moment(DateTimeOffset value) => Field(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        output.Write("\r\n");
        _first = true;
    }

    private static string Safe(string value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{value}" : value;

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private CsvWriter Field(string written)
    {
        if (!_first)
            output.Write(',');
        _first = false;
        output.Write(written);
        return this;
    }
}
