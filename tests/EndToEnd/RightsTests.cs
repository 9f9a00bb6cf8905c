using Microsoft.Playwright;
using PsyCare.Browsers;
using PsyCare.EndToEnd.Tests.Prepared;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>A recorded session afterwards: what the patient sees of it and decides.</summary>
public sealed class RightsTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
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

    private async Task<string> NewLinkAsync(IPage therapist, string patientId)
    {
        await therapist.GotoAsync($"{practice.Address}/patients/{patientId}");
        await therapist.GetByTestId("access-link").ClickAsync();
        var url = therapist.GetByTestId("access-url");
        await Expect(url).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/me#"));
        return await url.InputValueAsync();
    }
}
