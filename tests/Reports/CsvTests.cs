using System.Globalization;
using PsyCare.Domain.Reports;
using PsyCare.Reports.Csv;

namespace PsyCare.Reports.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    public void A_text_is_quoted_as_RFC_4180_says_and_is_never_a_formula(string text, string written)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        new CsvWriter(output).Text(text).EndRow();
        Assert.Equal(written + "\r\n", output.ToString());
    }

    [Fact]
    public void Numbers_are_numbers_in_every_language()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("it-IT");
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        new CsvWriter(output).Number(-0.5).Number((double?)null).Number(7).EndRow();
        CultureInfo.CurrentCulture = before;
        Assert.Equal("-0.5,,7\r\n", output.ToString());
    }

    [Fact]
    public void Readings_come_back_with_empty_values_and_a_reason_in_gaps()
    {
        // Python's csv module, which is not ours, reads it back.
        const string Script = """
            import csv, sys
            rows = list(csv.DictReader(open(sys.argv[1], newline='')))
            read = [r for r in rows if not r['no_reading']]
            gaps = [r for r in rows if r['no_reading']]
            assert all(r['happiness'] == '' and r['au12'] == '' for r in gaps)
            print(len(rows), len(gaps), round(sum(float(r['happiness']) for r in read) / len(read), 4))
            """;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        SessionCsv.Write(output, Examples.Samples);
        var printed = Tool.Run(System.Text.Encoding.UTF8.GetBytes(output.ToString()), "python3", path => ["-c", Script, path]).Trim().Split(' ');

        var summary = Examples.Sessions[0].Summary!;
        var gapMs = summary.Gaps.Where(g => g.Reason is not null).Sum(g => g.TotalMs);
        Assert.Equal(Examples.Samples.Count.ToString(CultureInfo.InvariantCulture), printed[0]);
        Assert.Equal((gapMs / 200).ToString(CultureInfo.InvariantCulture), printed[1]);
        Assert.Equal(summary.Channels[0].Mean, double.Parse(printed[2], CultureInfo.InvariantCulture), 0.001);
    }

    [Fact]
    public void A_course_has_a_row_a_session_and_as_many_fields_in_each()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        CourseCsv.Write(output, Examples.Sessions);
        var lines = output.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + Examples.Sessions.Count, lines.Length);
        Assert.All(lines, line => Assert.Equal(5 + (6 * Channel.All.Count), line.Split(',').Length));
        Assert.StartsWith("s_8,2026-12-28T09:00:00Z,notHeld,,,", lines[^1], StringComparison.Ordinal);
    }
}
