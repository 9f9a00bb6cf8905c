using Microsoft.Playwright;
using PsyCare.Browsers;
using PsyCare.Contracts.Retention;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Media;
using PsyCare.Domain.Sessions;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Demo;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>What is kept how long, what forbids erasing it, and what a patient asks for: administrator, therapist and patient in turn.</summary>
public sealed class KeepingTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    private const string PatientName = "Marta Lupi";
    private const string Reason = "Court of Milan, file 12/26";

    [Fact]
    public async Task What_is_due_is_announced_a_hold_keeps_it_and_a_wish_for_erasure_is_answered()
    {
        var (patientId, _) = await practice.NewRecordedSessionAsync(PatientName, TimeSpan.FromSeconds(20), ConsentKind.EmotionAnalysis);
        practice.Pass(TimeSpan.FromDays(20));
        await practice.Grains.GetGrain<IRetentionGrain>(patientId).CheckAsync();

        var therapist = (await practice.NewTherapistAsync()).Page;
        await Expect(therapist.GetByTestId("soon-own")).ToContainTextAsync(PatientName);
        await HoldAsync(therapist, patientId);

        var administrator = await practice.NewMemberAsync(DemoMember.Administrator);
        await SetTimesAsync(administrator);

        var patient = await OpenOwnPageAsync(therapist, patientId);
        await Expect(patient.GetByTestId("me-held")).ToContainTextAsync(Reason);
        await AskErasureAsync(patient);
        await Pictures.OfAsync(patient, "my-page-held");

        await AnswerAsync(therapist);
        await patient.ReloadAsync();
        await Expect(patient.GetByTestId("me-erasure-answer")).ToContainTextAsync("until 2031");
        await LiftAsync(administrator);
        await EraseAsync(therapist, patientId);
    }

    [Fact]
    public async Task A_recording_that_waits_for_the_disk_says_so_in_words_and_goes_on_by_itself()
    {
        var sessionId = await practice.NewSessionAsync("Luca Serra");
        var session = practice.Grains.GetGrain<ISessionGrain>(sessionId);
        foreach (var consent in (ConsentKind[])[ConsentKind.Call, ConsentKind.Recording])
            await session.DecideConsentAsync(consent, ConsentDecision.Granted, "2026-11/en");
        await session.EnterWaitingRoomAsync();
        await session.AdmitAsync();
        var therapist = (await practice.NewTherapistAsync()).Page;
        await therapist.GotoAsync($"{practice.Address}/sessions/{sessionId}");
        var sign = therapist.GetByTestId("status-recording");
        await Expect(sign).ToHaveAttributeAsync("data-state", "active");

        await session.ReportRecordingAsync(ParticipantRole.Patient, RecordingTrouble.Delayed);
        await Expect(sign).ToHaveAttributeAsync("data-state", "delayed");
        await Expect(therapist.GetByTestId("recording-delayed")).ToContainTextAsync("kept in memory");
        await Pictures.OfAsync(therapist, "recording-delayed");
        await session.ReportRecordingAsync(ParticipantRole.Patient, RecordingTrouble.None);
        await Expect(sign).ToHaveAttributeAsync("data-state", "active");
        await Expect(therapist.GetByTestId("recording-delayed")).ToHaveCountAsync(0);
    }

    private async Task HoldAsync(IPage page, string patientId)
    {
        await page.GotoAsync($"{practice.Address}/patients/{patientId}");
        await page.GetByTestId("own-hold-set").ClickAsync();
        await page.GetByTestId("reason").FillAsync(Reason);
        await RunningProduct.ScreenshotAsync(page, "hold-dialog-laptop");
        await page.GetByTestId("reason-confirm").ClickAsync();
        await Expect(page.GetByTestId("held")).ToContainTextAsync(Reason);
    }

    private async Task SetTimesAsync(IPage page)
    {
        await page.GotoAsync($"{practice.Address}/practice/policy");
        await Expect(page.GetByTestId("soon-list")).ToContainTextAsync("1 recording");
        await page.GetByTestId("keep-recording").FillAsync("45");
        await page.GetByTestId("keep-save").ClickAsync();
        await Expect(page.GetByTestId("keep-saved")).Not.ToBeEmptyAsync();
        await Pictures.OfAsync(page, "retention");
    }

    private async Task<IPage> OpenOwnPageAsync(IPage therapist, string patientId)
    {
        await therapist.GetByTestId("access-link").ClickAsync();
        var url = therapist.GetByTestId("access-url");
        await Expect(url).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(patientId));
        var patient = await practice.Browser.NewPersonAsync(Chromium.Phone);
        await patient.GotoAsync(await url.InputValueAsync());
        await therapist.Keyboard.PressAsync("Escape");
        await patient.GetByTestId("me-open").ClickAsync();
        return patient;
    }

    private static async Task AskErasureAsync(IPage page)
    {
        await page.GetByTestId("me-erase").ClickAsync();
        await page.GetByTestId("me-understood").CheckAsync();
        await page.GetByTestId("me-erase-confirm").ClickAsync();
        await Expect(page.GetByText("A legal hold keeps what there is for now")).ToBeVisibleAsync();
    }

    private async Task AnswerAsync(IPage page)
    {
        await page.GotoAsync($"{practice.Address}/");
        await Expect(page.GetByTestId("asks-erasure")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("soon-own")).ToBeVisibleAsync();
        await Pictures.OfAsync(page, "caseload-asks");
        await page.GetByTestId("asks-erasure").ClickAsync();
        await Expect(page.GetByTestId("erasure-do")).ToBeDisabledAsync();
        await page.GetByTestId("erasure-answer").ClickAsync();
        await page.GetByTestId("erasure-answer-text").FillAsync("The law obliges me to keep the notes until 2031.");
        await page.GetByTestId("erasure-answer-send").ClickAsync();
        await Expect(page.GetByTestId("erasure-asked")).ToHaveAttributeAsync("data-answered", "true");
        await Pictures.OfAsync(page, "patient-rights");
    }

    private static async Task LiftAsync(IPage page)
    {
        await page.ReloadAsync();
        await page.GetByTestId("hold-lift").ClickAsync();
        await page.GetByTestId("reason").FillAsync("The court has closed the file");
        await page.GetByTestId("reason-confirm").ClickAsync();
        await Expect(page.GetByTestId("hold")).ToHaveAttributeAsync("data-standing", "false");
    }

    private static async Task EraseAsync(IPage page, string patientId)
    {
        await page.ReloadAsync();
        await page.GetByTestId("erasure-do").ClickAsync();
        await Expect(page.GetByTestId("erasure-confirm")).ToBeDisabledAsync();
        await page.GetByTestId("erasure-name").FillAsync(PatientName);
        await RunningProduct.ScreenshotAsync(page, "erase-patient-laptop");
        await page.GetByTestId("erasure-confirm").ClickAsync();
        await Expect(page.GetByTestId("create-patient")).ToBeVisibleAsync();
        await Expect(page.Locator($"[data-patient='{patientId}']")).ToHaveCountAsync(0);
    }
}
