using Microsoft.Playwright;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Suggestions;
using PsyCare.EndToEnd.Tests.Prepared;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>What a therapist writes in the room while the network is away, and the moments that the room suggests.</summary>
public sealed class WritingTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    [Fact]
    public async Task A_note_written_offline_is_merged_with_what_another_window_wrote_meanwhile()
    {
        var (page, sessionId) = await OpenAsync("Ada Moretti");
        await page.GetByTestId("note-new").ClickAsync();
        await WriteAsync(page, "She arrives late.");
        await Expect(page.GetByTestId("note-status")).ToHaveAttributeAsync("data-status", "saved");

        await page.Context.SetOfflineAsync(true);
        await WriteAsync(page, " She speaks of the garden.");
        await Expect(page.GetByTestId("note-status")).ToHaveAttributeAsync("data-status", "retrying");
        await RunningProduct.ScreenshotAsync(page, "offline-room-laptop");
        var notes = practice.Grains.GetGrain<INotesGrain>(sessionId);
        var stored = Assert.Single(await notes.GetAsync(NoteKind.Record));
        await notes.PutAsync(
            NoteKind.Record, new NoteDraft(stored.Id, stored.AtMs, "From the other window.\n\n" + stored.Text, stored.Revision), practice.TherapistId);

        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByTestId("note-status")).ToHaveAttributeAsync("data-status", "saved");
        var merged = Assert.Single(await notes.GetAsync(NoteKind.Record)).Text;
        Assert.Equal("From the other window.\n\nShe arrives late. She speaks of the garden.", merged.Trim());
        await Expect(page.GetByTestId("note-text")).ToContainTextAsync("From the other window.");
    }

    [Fact]
    public async Task A_suggested_moment_says_why_and_becomes_a_marker_only_when_it_is_kept()
    {
        var (page, sessionId) = await OpenAsync("Bice Greco");
        var session = practice.Grains.GetGrain<ISessionGrain>(sessionId);
        await session.SuggestMarkerAsync(MarkerSuggestion.New(SuggestionReason.LongSilence, 4_000, 16_000));
        await session.SuggestMarkerAsync(MarkerSuggestion.New(SuggestionReason.StillFace, 9_000, 31_000));
        var suggestions = page.GetByTestId("suggestion");
        await Expect(suggestions.First).ToContainTextAsync("Nobody spoke for 16 s");
        await Expect(page.GetByTestId("marker-item")).ToHaveCountAsync(0);

        await suggestions.First.GetByTestId("suggestion-accept").ClickAsync();
        await suggestions.Filter(new() { HasNotText = "Nobody spoke" }).GetByTestId("suggestion-dismiss").ClickAsync();
        await Expect(suggestions).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("marker-item")).ToHaveAttributeAsync("data-ms", "4000");
        var states = (await session.GetAsync()).Suggestions.Select(s => s.State);
        Assert.Equal([SuggestionState.Accepted, SuggestionState.Dismissed], states);
    }

    private async Task<(IPage Page, string SessionId)> OpenAsync(string patientName)
    {
        var sessionId = await practice.NewWaitingSessionAsync(patientName);
        await practice.Grains.GetGrain<ISessionGrain>(sessionId).AdmitAsync();
        var page = (await practice.NewTherapistAsync()).Page;
        await page.GotoAsync($"{practice.Address}/sessions/{sessionId}");
        await Expect(page.GetByTestId("room")).ToHaveAttributeAsync("data-phase", "live");
        return (page, sessionId);
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.GetByTestId("note-text").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(text);
    }
}
