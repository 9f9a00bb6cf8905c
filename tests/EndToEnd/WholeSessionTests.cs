using System.Diagnostics;
using Microsoft.Playwright;
using PsyCare.Browsers;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>One session in two real browsers, from the caseload to the review.</summary>
public sealed class WholeSessionTests(RunningProduct running) : IClassFixture<RunningProduct>
{
    private const string PatientName = "Ilaria Zanetti-Moretti";
    private const string NoteText = "She brightened when we spoke of the garden; ask about her sister.";
    private const double ClipSeconds = 29;
    private const int Smile = 12;
    private const int Frown = 4;

    [Fact]
    public async Task A_session_runs_from_the_invite_to_the_review()
    {
        var therapist = await running.NewTherapistAsync();
        var patient = await running.NewPatientAsync();

        await running.ShowOnFailureAsync(() => WalkAsync(therapist, patient), therapist.Page, patient.Page);
    }

    private async Task WalkAsync(TherapistPage therapist, PatientPage patient)
    {
        await MeetAsync(therapist, patient);
        await TheSidebarFollowsTheFaceAsync(therapist);
        await MarkersAndNotesAsync(therapist);
        await WithdrawalStopsReadingsAsync(therapist, patient);
        await BothComeBackAsync(therapist, patient);
        await PrivacyHidesEverythingAsync(therapist);
        await therapist.EndAsync();
        await Expect(patient.Page.GetByTestId("join-ended")).ToBeVisibleAsync();
        await SignAndAmendAsync(therapist);
        await ReviewAsync(therapist);
        Assert.Equal(0, await running.Product.StopAsync());
        NothingLiesOpenOnTheDisk();
    }

    private static async Task MeetAsync(TherapistPage therapist, PatientPage patient)
    {
        await RunningProduct.ScreenshotAsync(therapist.Page, "caseload-laptop");
        var invite = await therapist.InviteNewPatientAsync(PatientName);

        await patient.Page.GotoAsync(invite);
        await Expect(patient.Page.GetByTestId("join-start")).ToBeVisibleAsync();
        await RunningProduct.ScreenshotAsync(patient.Page, "invite-phone");
        await patient.Page.GetByTestId("join-start").ClickAsync();
        await Expect(patient.Page.GetByTestId("face-check")).ToHaveAttributeAsync("data-good", "true", new() { Timeout = 60_000 });
        await RunningProduct.ScreenshotAsync(patient.Page, "device-check-phone", fullPage: true);
        await patient.Page.GetByTestId("device-check-continue").ClickAsync();
        await patient.Page.GetByTestId("safety-save").WaitForAsync();
        await RunningProduct.ScreenshotAsync(patient.Page, "safety-phone", fullPage: true);
        await patient.ConfirmSafetyAsync();
        await RunningProduct.ScreenshotAsync(patient.Page, "consent-phone", fullPage: true);
        await patient.ConsentAsync(recording: true, analysis: true);
        await RunningProduct.ScreenshotAsync(patient.Page, "waiting-room-phone");

        await therapist.OpenRoomAsync();
        await Expect(therapist.Page.GetByTestId("admit")).ToBeEnabledAsync();
        await Expect(therapist.Page.GetByTestId("safety-details")).ToContainTextAsync("Via Garibaldi 12");
        await Expect(patient.Page.GetByTestId("therapist-status")).ToHaveAttributeAsync("data-status", "here");
        await RunningProduct.ScreenshotAsync(therapist.Page, "admit-laptop");
        await therapist.AdmitAsync();
        await therapist.RemoteVideo.WaitForFramesAsync(100);
        await patient.RemoteVideo.WaitForFramesAsync(100);
        await therapist.RemoteVideo.WaitForSoundAsync();
        await patient.RemoteVideo.WaitForSoundAsync();
        await RunningProduct.ScreenshotAsync(patient.Page, "call-phone");
    }

    private static async Task TheSidebarFollowsTheFaceAsync(TherapistPage therapist)
    {
        await AffectRecorder.StartAsync(therapist.Page);
        await WatchUntilAsync(therapist.Page, l => l.Bars.GetValueOrDefault($"{Smile}") > 2);
        await RunningProduct.ScreenshotAsync(therapist.Page, "session-room-laptop");
        await NothingOfTheSidebarIsCutAsync(therapist.Page);
        var looks = await WatchAsync(therapist.Page, TimeSpan.FromSeconds(ClipSeconds + 6));

        var rate = (looks.Count - 1) / (looks[^1].T - looks[0].T);
        Assert.True(rate >= 5, $"{rate:F1} samples a second");
        Assert.True(looks.Where(l => l.NoReading is null).All(l => l.Bars.Count >= 12), "Fewer than 12 Action Units");

        var smile = Peak(looks, Smile);
        Assert.True(smile.Highest >= 2, $"AU12 rose only to {smile.Highest:F1}");
        Assert.True(smile.Lowest <= 0.8, $"AU12 fell only to {smile.Lowest:F1}");
        // In the clip the middle of the anger comes 10 s after the middle of the smile, and the face is at rest 2.5 s before that.
        var (rest, frown) = (LevelAt(looks, Frown, smile.At + 7.5), LevelAt(looks, Frown, smile.At + 10));
        Assert.True(frown >= 2 && frown >= rest + 1, $"AU4 rose from {rest:F1} to {frown:F1} only");
        Assert.Contains(looks, l => l.Emotion == "happiness");
        Assert.Contains(looks, l => l.NoReading == "turnedAway");
        Assert.Contains(looks, l => l.NoReading == "tooDark");
        Assert.All(looks.Where(l => l.NoReading is not null), l => Assert.Empty(l.Bars));
    }

    /// <summary>On a laptop all rows are in sight, with the talk's shares above them.</summary>
    private static async Task NothingOfTheSidebarIsCutAsync(IPage page)
    {
        await page.GetByTestId("talk-strip").WaitForAsync();
        var hidden = await page.GetByTestId("affect-panel").EvaluateAsync<int>(
            "panel => panel.parentElement.scrollHeight - panel.parentElement.clientHeight");
        Assert.True(hidden == 0, $"{hidden} pixels of the sidebar are cut");
    }

    private static async Task MarkersAndNotesAsync(TherapistPage therapist)
    {
        await therapist.Page.Locator("body").PressAsync("m");
        await Expect(therapist.Page.GetByTestId("marker-item")).ToHaveCountAsync(1);
        await therapist.Page.Locator("body").PressAsync("1");
        await Expect(therapist.Page.GetByTestId("marker-item")).ToHaveCountAsync(2);
        await Expect(therapist.Page.GetByTestId("marker-category").Last).ToHaveAttributeAsync("data-category", "insight");

        await therapist.Page.GetByTestId("note-new").ClickAsync();
        await therapist.Page.GetByTestId("note-text").First.FillAsync(NoteText);
        await Expect(therapist.Page.GetByTestId("note-status").First).ToHaveAttributeAsync("data-status", "saved");
        await RunningProduct.ScreenshotAsync(therapist.Page, "session-room-notes-laptop");
    }

    private static async Task PrivacyHidesEverythingAsync(TherapistPage therapist)
    {
        var page = therapist.Page;
        await page.GetByTestId("note-text").First.FocusAsync();
        await page.Keyboard.PressAsync("F9");
        await Expect(page.GetByTestId("privacy-screen")).ToBeVisibleAsync();
        Assert.DoesNotContain(PatientName, await page.TitleAsync(), StringComparison.Ordinal);
        await RunningProduct.ScreenshotAsync(page, "privacy-laptop");
        await page.Keyboard.PressAsync("h");
        await Expect(page.GetByTestId("privacy-screen")).Not.ToBeVisibleAsync();
    }

    private static async Task SignAndAmendAsync(TherapistPage therapist)
    {
        var page = therapist.Page;
        await page.GetByTestId("note-sign").First.ClickAsync();
        await page.GetByTestId("note-sign-confirm").First.ClickAsync();
        await Expect(page.GetByTestId("note-signed").First).ToBeVisibleAsync();
        await page.GetByTestId("note-amend").First.ClickAsync();
        await page.GetByTestId("amendment-text").FillAsync("Called back in the evening.");
        await page.GetByTestId("note-amend-confirm").ClickAsync();
        await Expect(page.GetByTestId("note-amendment")).ToContainTextAsync("Called back in the evening.");
        await RunningProduct.ScreenshotAsync(page, "sign-laptop");
    }

    private static async Task WithdrawalStopsReadingsAsync(TherapistPage therapist, PatientPage patient)
    {
        await patient.PressAsync("privacy-recording-pause");
        await Expect(therapist.Page.GetByTestId("status-recording")).ToHaveAttributeAsync("data-state", "paused");
        await patient.PressAsync("privacy-recording-resume");
        await Expect(therapist.Page.GetByTestId("status-recording")).ToHaveAttributeAsync("data-state", "active");

        // Where the clip turns away or goes dark there is no reading to stop.
        await WatchUntilAsync(therapist.Page, l => l.Bars.Count > 0);
        await AffectRecorder.NoteClickAsync(patient.Page, "privacy-analysis-withdraw");
        await patient.PressAsync("privacy-analysis-withdraw");
        await Expect(therapist.NoReading).ToHaveAttributeAsync("data-reason", "consentWithdrawn");
        var withdrawn = await AffectRecorder.ClickedAtAsync(patient.Page);
        Assert.DoesNotContain(await AffectRecorder.TakeAsync(therapist.Page), l => l.Bars.Count > 0 && l.T > withdrawn + 2);
        await Expect(therapist.Page.GetByTestId("status-analysis")).ToHaveAttributeAsync("data-state", "withdrawn");
        await Expect(patient.Page.GetByTestId("status-analysis")).ToHaveAttributeAsync("data-state", "withdrawn");

        var after = await WatchAsync(therapist.Page, TimeSpan.FromSeconds(3));
        Assert.All(after, l => Assert.Empty(l.Bars));
        await patient.PressAsync("privacy-analysis-resume");
        await WatchUntilAsync(therapist.Page, l => l.Bars.Count > 0);
    }

    private static async Task BothComeBackAsync(TherapistPage therapist, PatientPage patient)
    {
        await patient.Page.ReloadAsync();
        await patient.RemoteVideo.WaitForFramesAsync(20);
        await therapist.RemoteVideo.WaitForFramesAsync(20);

        await therapist.Page.ReloadAsync();
        await therapist.RemoteVideo.WaitForFramesAsync(20);
        await Expect(therapist.Page.GetByTestId("note-text").First).ToHaveTextAsync(NoteText);
        await Expect(therapist.Page.GetByTestId("marker-item")).ToHaveCountAsync(2);
        await patient.RemoteVideo.WaitForFramesAsync(20);
    }

    private static async Task ReviewAsync(TherapistPage therapist)
    {
        var page = therapist.Page;
        await page.GetByTestId("open-review").First.ClickAsync();
        var video = page.GetByTestId("review-video-patient");
        await video.WaitForAsync();
        await page.GetByTestId("review-play").ClickAsync();
        await video.WaitForFramesAsync(20);
        await page.GetByTestId("review-video-clinician").WaitForFramesAsync(20);

        await page.GetByTestId("review-marker-0").First.ClickAsync();
        var markerAt = double.Parse(
            await page.GetByTestId("review-marker-0").First.GetAttributeAsync("data-ms") ?? "", System.Globalization.CultureInfo.InvariantCulture);
        await page.WaitForFunctionAsync(
            "at => Math.abs(Number(document.querySelector('[data-testid=review-time]').dataset.ms) - at) < 3000", markerAt);
        await video.WaitForFramesAsync(10);
        await RunningProduct.ScreenshotAsync(page, "review-laptop", fullPage: true);
    }

    private void NothingLiesOpenOnTheDisk()
    {
        var files = Directory.GetFiles(running.Product.DataFolder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.Contains("recordings", StringComparison.Ordinal));
        foreach (var secret in new[] { [0x1A, 0x45, 0xDF, 0xA3], "Ilaria"u8.ToArray(), "garden"u8.ToArray() })
            Assert.All(files, f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf(secret)));
    }

    private static (double At, double Highest, double Lowest) Peak(List<SidebarLook> looks, int unit)
    {
        var values = looks.Where(l => l.Bars.ContainsKey($"{unit}")).Select(l => (l.T, Value: l.Bars[$"{unit}"])).ToList();
        var highest = values.Max(v => v.Value);
        // The middle of the longest time near the top, so that one noisy sample does not count.
        var near = values.Where(v => v.Value >= 0.8 * highest && v.T < looks[0].T + ClipSeconds).Select(v => v.T).ToList();
        return (near.Count == 0 ? values.MaxBy(v => v.Value).T : near[near.Count / 2], highest, values.Min(v => v.Value));
    }

    /// <summary>The median of a unit around a moment, at whichever turn of the clip it was seen.</summary>
    private static double LevelAt(List<SidebarLook> looks, int unit, double at)
    {
        var values = looks
            .Where(l => Math.Abs(Math.IEEERemainder(l.T - at, ClipSeconds)) <= 0.7 && l.Bars.ContainsKey($"{unit}"))
            .Select(l => l.Bars[$"{unit}"]).Order().ToList();
        Assert.NotEmpty(values);
        return values[values.Count / 2];
    }

    private static async Task<List<SidebarLook>> WatchAsync(IPage page, TimeSpan time)
    {
        var looks = new List<SidebarLook>();
        var watched = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (watched.Elapsed < time && await poll.WaitForNextTickAsync())
            looks.AddRange(await AffectRecorder.TakeAsync(page));
        return looks;
    }

    private static async Task WatchUntilAsync(IPage page, Func<SidebarLook, bool> condition)
    {
        var watched = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (watched.Elapsed < TimeSpan.FromSeconds(60) && await poll.WaitForNextTickAsync())
        {
            if ((await AffectRecorder.TakeAsync(page)).Any(condition))
                return;
        }

        Assert.Fail("The sidebar never showed what was waited for");
    }
}
