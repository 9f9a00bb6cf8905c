using Microsoft.Playwright;
using PsyCare.Browsers;
using PsyCare.Domain.Sessions;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Demo;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>A recorded session afterwards: what is shared of it, who looks, and what the patient decides.</summary>
public sealed class RightsTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_clip_is_shared_watched_and_taken_back_and_the_patient_sees_who_looked_and_erases_the_recording()
    {
        var (patientId, sessionId) = await practice.NewRecordedSessionAsync(
            "Marta Lupi", Length, ConsentKind.EmotionAnalysis, ConsentKind.Supervision);
        var therapist = (await practice.NewTherapistAsync()).Page;
        var supervisor = await practice.NewMemberAsync(DemoMember.Supervisor);

        await ShareAsync(therapist, sessionId);
        await WatchAsync(supervisor);
        await therapist.GetByTestId("clip-revoke").ClickAsync();
        await Expect(supervisor.GetByTestId("clip-gone")).ToBeVisibleAsync();

        var patient = await OpenOwnPageAsync(therapist, patientId);
        await Expect(Look(patient, "clip").First).ToContainTextAsync("Dr. Carla Bianchi");
        await Expect(Look(patient, "recording").First).ToContainTextAsync("Dr. Anna Rossi");
        await RunningProduct.ScreenshotAsync(patient, "my-page-phone", fullPage: true);

        await BreakGlassAsync(sessionId);
        await therapist.GotoAsync($"{practice.Address}/");
        await Expect(therapist.GetByTestId("alert-badge")).ToBeVisibleAsync();
        await patient.ReloadAsync();
        await Expect(patient.Locator("[data-testid=my-look][data-under=break-glass]").First).ToContainTextAsync("Davide Neri");

        await EraseRecordingAsync(patient);
        await therapist.GotoAsync($"{practice.Address}/sessions/{sessionId}/review");
        await Expect(therapist.GetByTestId("review-unrecorded")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_of_a_patient_speaks_Italian_and_a_link_that_was_used_says_what_to_do()
    {
        var (patientId, _) = await practice.NewRecordedSessionAsync("Paolo Riva", TimeSpan.FromSeconds(20));
        var therapist = (await practice.NewTherapistAsync()).Page;
        var link = await NewLinkAsync(therapist, patientId);
        var patient = await practice.Browser.NewPersonAsync(Chromium.Phone, "it-IT");
        await patient.GotoAsync(link);
        await patient.GetByTestId("me-open").ClickAsync();
        await Expect(patient.GetByRole(AriaRole.Heading, new() { Name = "Ciao, Paolo Riva" })).ToBeVisibleAsync();
        Assert.DoesNotContain('#', patient.Url);

        var download = patient.WaitForDownloadAsync();
        await patient.GetByTestId("me-export").ClickAsync();
        Assert.EndsWith(".zip", (await download).SuggestedFilename, StringComparison.Ordinal);

        await patient.GetByTestId("me-erase").ClickAsync();
        await Expect(patient.GetByTestId("me-erase-confirm")).ToBeDisabledAsync();
        await RunningProduct.ScreenshotAsync(patient, "erase-phone-it");
        await patient.GetByTestId("me-understood").CheckAsync();
        await patient.GetByTestId("me-erase-confirm").ClickAsync();
        await Expect(patient.GetByText("Hai chiesto di cancellare tutto")).ToBeVisibleAsync();

        var stranger = await practice.Browser.NewPersonAsync(Chromium.Phone);
        await stranger.GotoAsync(link);
        await stranger.GetByTestId("me-open").ClickAsync();
        await Expect(stranger.GetByTestId("me-link-over")).ToBeVisibleAsync();
    }

    private async Task ShareAsync(IPage therapist, string sessionId)
    {
        await therapist.GotoAsync($"{practice.Address}/sessions/{sessionId}/review");
        await therapist.WaitForFunctionAsync("() => document.querySelector('[data-testid=review-video-patient]')?.readyState >= 2");
        await GoToAsync(therapist, 31_000);
        await therapist.GetByTestId("clip-from").ClickAsync();
        await GoToAsync(therapist, 75_000);
        await therapist.GetByTestId("clip-to").ClickAsync();
        await therapist.GetByTestId("clip-open").ClickAsync();
        await therapist.GetByTestId("clip-reason").FillAsync("How could I have held this silence?");
        await RunningProduct.ScreenshotAsync(therapist, "share-clip-laptop");
        await therapist.GetByTestId("clip-share").ClickAsync();
        await Expect(therapist.GetByTestId("shared-clip")).ToHaveAttributeAsync("data-open", "true");
        await RunningProduct.ScreenshotAsync(therapist, "review-clips-laptop", fullPage: true);
    }

    private async Task WatchAsync(IPage supervisor)
    {
        await supervisor.GotoAsync($"{practice.Address}/clips");
        await RunningProduct.ScreenshotAsync(supervisor, "clips-laptop");
        await supervisor.GetByTestId("clip-watch").First.ClickAsync();
        var video = supervisor.GetByTestId("clip-video-patient");
        await supervisor.GetByTestId("review-play").ClickAsync();
        await video.WaitForFramesAsync(20);
        await supervisor.GetByTestId("clip-video-clinician").WaitForFramesAsync(10);
        await Expect(supervisor.GetByTestId("watermark").First).ToContainTextAsync("Dr. Carla Bianchi");
        // 31 s to 75 s, begun at the picture before: no second more is there.
        Assert.InRange(await video.EvaluateAsync<double>("v => v.duration"), 44, 46.1);
        await RunningProduct.ScreenshotAsync(supervisor, "clip-laptop");
    }

    private async Task<IPage> OpenOwnPageAsync(IPage therapist, string patientId)
    {
        var link = await NewLinkAsync(therapist, patientId);
        await RunningProduct.ScreenshotAsync(therapist, "access-link-laptop");
        var patient = await practice.Browser.NewPersonAsync(Chromium.Phone);
        await patient.GotoAsync(link);
        await RunningProduct.ScreenshotAsync(patient, "my-page-door-phone");
        await patient.GetByTestId("me-open").ClickAsync();
        await Expect(patient.GetByTestId("my-page")).ToBeVisibleAsync();
        return patient;
    }

    private async Task<string> NewLinkAsync(IPage therapist, string patientId)
    {
        await therapist.GotoAsync($"{practice.Address}/patients/{patientId}");
        await therapist.GetByTestId("access-link").ClickAsync();
        var url = therapist.GetByTestId("access-url");
        await Expect(url).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/me#"));
        return await url.InputValueAsync();
    }

    private async Task BreakGlassAsync(string sessionId)
    {
        var administrator = await practice.NewMemberAsync(DemoMember.Administrator);
        await administrator.GotoAsync($"{practice.Address}/break-glass");
        await administrator.GetByTestId("glass-session").SelectOptionAsync(sessionId);
        await administrator.GetByTestId("glass-reason").FillAsync("The therapist is ill and the patient asks for help today.");
        await administrator.GetByTestId("glass-understood").CheckAsync();
        await RunningProduct.ScreenshotAsync(administrator, "break-glass-laptop", fullPage: true);
        await administrator.GetByTestId("glass-open").ClickAsync();
        await Expect(administrator.GetByTestId("glass-banner")).ToBeVisibleAsync();
        await Expect(administrator.GetByTestId("review")).ToBeVisibleAsync();
        await RunningProduct.ScreenshotAsync(administrator, "break-glass-review-laptop");
    }

    private static async Task EraseRecordingAsync(IPage patient)
    {
        await patient.GetByTestId("my-session").First.Locator("summary").First.ClickAsync();
        await RunningProduct.ScreenshotAsync(patient, "my-session-phone", fullPage: true);
        // The switch stays on until it is confirmed.
        await patient.GetByTestId("my-switch-recording").ClickAsync(new() { Force = true });
        await RunningProduct.ScreenshotAsync(patient, "erase-recording-phone");
        var kept = patient.WaitForDownloadAsync();
        await patient.GetByTestId("me-export-first").ClickAsync();
        Assert.EndsWith(".zip", (await kept).SuggestedFilename, StringComparison.Ordinal);
        await patient.GetByTestId("me-confirm").ClickAsync();
        await Expect(patient.GetByTestId("my-data-recording")).ToHaveAttributeAsync("data-erased", "true");
    }

    private static ILocator Look(IPage page, string what) => page.Locator($"[data-testid=my-look][data-what={what}]");

    private static async Task GoToAsync(IPage page, int ms) => await page.GetByTestId("review-seek").EvaluateAsync(
        """
        (slider, ms) => {
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, String(ms));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
        }
        """,
        ms);
}
