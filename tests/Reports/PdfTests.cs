using PsyCare.Reports.Pdf;

namespace PsyCare.Reports.Tests;

/// <summary>Read back with poppler, which is not ours.</summary>
public sealed class PdfTests
{
    [Fact]
    public void A_session_reads_back_with_its_heading_numbers_notes_and_page_numbers()
    {
        var text = TextOf(SessionPdf.Make(Examples.Heading, Examples.Session, Words.English));
        Assert.Contains("Session report", text, StringComparison.Ordinal);
        Assert.Contains("Łucja Rossi-Conti", text, StringComparison.Ordinal);
        Assert.Contains($"{Words.Clock(Examples.Session.Report!.Summary.ReadMs)} of 50:00", text, StringComparison.Ordinal);
        Assert.Contains(Examples.Note, text, StringComparison.Ordinal);
        Assert.Contains("AU12", text, StringComparison.Ordinal);
        Assert.Contains("AU4 (limited)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AU12 (limited)", text, StringComparison.Ordinal);
        Assert.Contains("should not carry a conclusion alone", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("the end", text, StringComparison.Ordinal);
        Assert.Matches(@"1 ?/ ?\d", text);
        Assert.Contains("it does not know what a person feels", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_course_reads_back_in_Italian_with_its_trends()
    {
        var course = new CourseDocument(null, null, Examples.Sessions, Domain.Reports.Course.Trends(Examples.Sessions));
        var text = TextOf(CoursePdf.Make(Examples.Heading, course, Words.Italian));
        Assert.Contains("Resoconto del percorso", text, StringComparison.Ordinal);
        Assert.Contains("Theil-Sen", text, StringComparison.Ordinal);
        Assert.Contains("Felicità", text, StringComparison.Ordinal);
        Assert.Contains("AU4 (limitata)", text, StringComparison.Ordinal);
        Assert.Contains("8 – svolta", text, StringComparison.Ordinal);
        Assert.Contains("1 – non svolta", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_without_readings_and_an_empty_course_are_documents_too()
    {
        var session = Examples.Session with { Report = null, Notes = [], Markers = [] };
        Assert.Contains("no readings", TextOf(SessionPdf.Make(Examples.Heading, session, Words.English)), StringComparison.Ordinal);
        Assert.Contains("Course report", TextOf(CoursePdf.Make(Examples.Heading, new CourseDocument(null, null, [], []), Words.English)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_font_is_embedded()
    {
        var fonts = Tool.Run(SessionPdf.Make(Examples.Heading, Examples.Session, Words.English), "pdffonts", path => [path]);
        var rows = fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches(@"DejaVu.* yes +(yes|no) +(yes|no) ", row));
    }

    /// <summary>Each page as a picture: something is on it, and nothing runs into the margin or off the paper.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_page_is_drawn_within_its_margins(bool italian)
    {
        var words = italian ? Words.Italian : Words.English;
        var course = new CourseDocument(null, null, Examples.Sessions, Domain.Reports.Course.Trends(Examples.Sessions));
        foreach (var pdf in (byte[][])[SessionPdf.Make(Examples.Heading, Examples.Session, words), CoursePdf.Make(Examples.Heading, course, words)])
        {
            var pages = Pages.Of(pdf);
            Assert.NotEmpty(pages);
            Assert.All(pages, page => Assert.InRange(page.Ink, 0.002, 0.5));
            Assert.All(pages, page => Assert.False(page.HasInkInMargin(millimetres: 8), "Something is drawn in the margin"));
        }
    }

    private static string TextOf(byte[] pdf) => Tool.Run(pdf, "pdftotext", path => ["-layout", "-enc", "UTF-8", path, "-"]);
}
