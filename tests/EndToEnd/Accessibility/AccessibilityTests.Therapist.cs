using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;
using PsyCare.Silo.Demo;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests.Accessibility;

/// <content>The therapist's pages.</content>
public sealed partial class AccessibilityTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Nothing_is_found_on_a_therapists_pages()
    {
        var page = (await practice.NewTherapistAsync()).Page;
        await _axe.CheckAsync(page, "the caseload");
        await page.GetByTestId("create-patient").ClickAsync();
        await SeeAsync(page, "patient-name", "a new patient");
        await page.GetByTestId("patient-name").FillAsync("Livia Conti");
        await page.GetByTestId("patient-create").ClickAsync();
        await page.GetByTestId("create-session").ClickAsync();
        await SeeAsync(page, "session-create", "a new session");
        await page.GetByTestId("session-create").ClickAsync();
        await SeeAsync(page, "invite-url", "an invitation to a session");
        await page.Keyboard.PressAsync("Escape");
        await SeeAsync(page, "session-item", "a patient");
        await page.GetByTestId("own-hold-set").ClickAsync();
        await SeeAsync(page, "reason", "a therapist's hold");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("process-notes-link").ClickAsync();
        await SeeAsync(page, "note-query", "search in process notes");
        await VisitAsync(page, "/workspace", "workspace", "the room's set-up");
        await VisitAsync(page, "/account", "second-factor-state", "one's account");
        await VisitAsync(page, "/break-glass", "alerts-none", "emergency access, for therapists");
        _axe.AssertNothingFound();
    }

    [Fact]
    public async Task Nothing_is_found_in_a_session_room()
    {
        var sessionId = await practice.NewWaitingSessionAsync("Irene Sala");
        var session = practice.Grains.GetGrain<ISessionGrain>(sessionId);
        var page = (await practice.NewTherapistAsync()).Page;
        await VisitAsync(page, $"/sessions/{sessionId}", "admit", "somebody waits");
        await page.GetByTestId("admit").ClickAsync();
        await using var face = practice.Feed(sessionId);
        await page.Locator("[data-testid^=au-bar-][data-intensity]:not([data-intensity=''])").First.WaitForAsync();
        await page.Keyboard.PressAsync("m");
        await page.GetByTestId("note-new").ClickAsync();
        await page.GetByTestId("note-text").FillAsync("She brightened when we spoke of the garden.");
        await Expect(page.GetByTestId("note-status")).ToHaveAttributeAsync("data-status", "saved");
        await _axe.CheckAsync(page, "a live session");
        await OpenAsync(page, "safety-open", "safety-details", "the safety details in a session");
        await OpenAsync(page, "indicators", "indicator-talkBalance", "the indicators");
        await OpenAsync(page, "note-templates", "note-template-soap", "the templates of notes");
        await OpenAsync(page, "note-history", "note-version", "a note's history");
        await OpenAsync(page, "privacy-hide", "privacy-show", "privacy", close: "h");
        await OpenAsync(page, "end-session", "end-confirm", "ending a session");
        await session.EndAsync();
        await SeeAsync(page, "session-ended", "an ended session");
        _axe.AssertNothingFound();
    }

    [Fact]
    public async Task Nothing_is_found_in_a_review_and_in_reports()
    {
        var (_, sessionId) = await practice.NewRecordedSessionAsync("Luca Ferri", Length, ConsentKind.EmotionAnalysis, ConsentKind.Supervision);
        await practice.AddReadingsAsync(sessionId, Length);
        var session = practice.Grains.GetGrain<ISessionGrain>(sessionId);
        await session.PutMarkerAsync(new Marker("m1", 60_000, "Insight"));
        await practice.Grains.GetGrain<INotesGrain>(sessionId).PutAsync(
            NoteKind.Record, new NoteDraft("n1", 90_000, "Speaks of the move to Turin for the first time.", 0), practice.TherapistId);
        await ActivatorUtilities.CreateInstance<DemoCourse>(practice.Services).EnsureAsync();

        var page = (await practice.NewTherapistAsync()).Page;
        await VisitAsync(page, $"/sessions/{sessionId}/review", "review-seek", "a review");
        await page.GetByTestId("choose-units").ClickAsync();
        await SeeAsync(page, "choose-units", "choosing units");
        await page.Keyboard.PressAsync("Escape");
        await ShareAsync(page);
        await VisitAsync(page, $"/sessions/{sessionId}/report", "report-chart", "a session's report");
        await VisitAsync(page, "/reports/how-to-read", "how-to-read", "how to read a report");
        await page.GotoAsync(practice.Address);
        await page.GetByText(DemoCourse.PatientName).First.ClickAsync();
        await page.GetByTestId("course-link").ClickAsync();
        await SeeAsync(page, "course-chart", "a course's report");
        await page.GetByTestId("note-query").FillAsync("dorme");
        await page.Keyboard.PressAsync("Enter");
        await SeeAsync(page, "note-hits", "notes found");
        _axe.AssertNothingFound();
    }

    /// <summary>All of it, and the supervisor's side.</summary>
    private async Task ShareAsync(IPage page)
    {
        await page.GetByTestId("clip-from").ClickAsync();
        await page.GetByTestId("review-seek").PressAsync("End");
        await page.GetByTestId("clip-to").ClickAsync();
        await page.GetByTestId("clip-open").ClickAsync();
        await page.GetByTestId("clip-reason").FillAsync("How could I have held this silence?");
        await SeeAsync(page, "clip-share", "sharing a clip");
        await page.GetByTestId("clip-share").ClickAsync();
        await SeeAsync(page, "shared-clip", "a review with a shared clip");
        var supervisor = await practice.NewMemberAsync(DemoMember.Supervisor);
        await VisitAsync(supervisor, "/clips", "clip-watch", "shared clips");
        await supervisor.GetByTestId("clip-watch").First.ClickAsync();
        await SeeAsync(supervisor, "clip-video-patient", "a clip");
    }

    private async Task OpenAsync(IPage page, string button, string sign, string state, string close = "Escape")
    {
        await page.GetByTestId(button).First.ClickAsync();
        await SeeAsync(page, sign, state);
        await page.Keyboard.PressAsync(close);
        await Expect(page.GetByTestId(sign).First).Not.ToBeVisibleAsync();
    }
}
