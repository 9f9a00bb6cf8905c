using PsyCare.Domain.Notes;

namespace PsyCare.Domain.Tests.Notes;

public sealed class NoteTextTests
{
    [Theory]
    [InlineData("### Subjective", "Subjective")]
    [InlineData("She was **very** *quiet*", "She was very quiet")]
    [InlineData("* one\n* two", "• one\n• two")]
    [InlineData(@"2 \* 3 \[sic\] C:\\path", @"2 * 3 [sic] C:\path")]
    [InlineData("> “I can’t”", "“I can’t”")]
    public void Search_and_export_get_the_words_without_the_marks(string markdown, string words) =>
        Assert.Equal(words, NoteText.Plain(markdown, NoteFormat.Markdown));

    [Fact]
    public void A_note_typed_before_there_was_a_format_is_its_own_plain_text() =>
        Assert.Equal("# not a *heading*", NoteText.Plain("# not a *heading*", NoteFormat.Plain));
}
