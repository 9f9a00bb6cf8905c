using PsyCare.Domain.Reports;

namespace PsyCare.Domain.Tests.Reports;

public sealed class NoteSearchTests
{
    [Theory]
    [InlineData("perche", "Mi chiede Perché piange.", "Perché")]
    [InlineData("PERCHÉ", "perche no", "perche")]
    [InlineData("sleep", "Sleeps badly since May", "Sleep")]
    [InlineData("naïve", "a naive question", "naive")]
    [InlineData("cafe", "decomposed cafe\u0301 here", "cafe\u0301")]
    [InlineData("mother", "her mother", "mother")]
    [InlineData("страх", "Говорит: СТРАХ ушёл", "СТРАХ")]
    public void A_word_is_found_whatever_its_case_and_marks(string query, string text, string highlighted)
    {
        var excerpt = NoteSearch.For(query)!.Find(text)!;
        var highlight = Assert.Single(excerpt.Highlights);
        Assert.Equal(highlighted, excerpt.Text.Substring(highlight.Start, highlight.Length));
    }

    [Theory]
    [InlineData("ther", "her mother")]
    [InlineData("mother father", "her mother")]
    [InlineData("moth-er", "her mother")]
    public void Every_word_must_begin_a_word_of_the_text(string query, string text) => Assert.Null(NoteSearch.For(query)!.Find(text));

    [Fact]
    public void All_places_within_the_excerpt_are_highlighted()
    {
        var excerpt = NoteSearch.For("dog walk")!.Find("Walked the dog. The DOG likes walks.")!;
        Assert.Equal(["Walk", "dog", "DOG", "walk"], excerpt.Highlights.Select(h => excerpt.Text.Substring(h.Start, h.Length)));
    }

    [Fact]
    public void A_long_note_is_cut_around_the_first_find()
    {
        var text = string.Concat(Enumerable.Repeat("lorem 😀 ipsum ", 50)) + "anchor " + string.Concat(Enumerable.Repeat("😀", 300));
        var excerpt = NoteSearch.For("anchor")!.Find(text)!;
        Assert.StartsWith("…", excerpt.Text, StringComparison.Ordinal);
        Assert.EndsWith("…", excerpt.Text, StringComparison.Ordinal);
        Assert.InRange(excerpt.Text.Length, 200, 245);
        var highlight = Assert.Single(excerpt.Highlights);
        Assert.Equal("anchor", excerpt.Text.Substring(highlight.Start, highlight.Length));
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(excerpt.Text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  -- !")]
    public void A_query_without_a_word_is_none(string query) => Assert.Null(NoteSearch.For(query));

    [Fact]
    public void Any_text_can_be_searched()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            // Lone surrogates and marks included.
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)(random.Next(4) == 0 ? random.Next(0xD800, 0xE000) : random.Next(0x20, 0x400)))]);
            var query = new string([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (char)random.Next(0x20, 0x400))]);
            if (NoteSearch.For(query)?.Find(text) is { } excerpt)
                Assert.All(excerpt.Highlights, h => Assert.InRange(h.Start + h.Length, 1, excerpt.Text.Length));
        }
    }
}
