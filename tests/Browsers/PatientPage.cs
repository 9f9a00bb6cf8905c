using System.Text.Json;
using Microsoft.Playwright;

namespace PsyCare.Browsers;

/// <summary>What a patient does, step by step.</summary>
public sealed class PatientPage(IPage page)
{
    /// <summary>The window itself.</summary>
    public IPage Page { get; } = page;

    /// <summary>The waiting room.</summary>
    public ILocator WaitingRoom => Page.GetByTestId("waiting-room");

    /// <summary>The therapist's picture.</summary>
    public ILocator RemoteVideo => Page.GetByTestId("remote-video");

    /// <summary>Opens the invite and starts.</summary>
    public async Task OpenInviteAsync(string url)
    {
        await Page.GotoAsync(url);
        await Page.GetByTestId("join-start").ClickAsync();
    }

    /// <summary>Passes the device check and says where one is and whom to call.</summary>
    public async Task PassDeviceCheckAsync()
    {
        await Page.GetByTestId("device-check-continue").ClickAsync();
        await ConfirmSafetyAsync();
    }

    /// <summary>Says where one is and whom to call: by one tap where it was said before.</summary>
    public async Task ConfirmSafetyAsync()
    {
        var again = Page.GetByTestId("safety-confirm");
        var done = Page.GetByTestId("consent-continue");
        await again.Or(Page.GetByTestId("safety-save")).Or(done).First.WaitForAsync();
        // Said in this session before, as by a patient who comes back.
        if (await done.IsVisibleAsync())
            return;
        if (await again.IsVisibleAsync())
        {
            await again.ClickAsync();
            return;
        }

        await Page.GetByTestId("safety-location").FillAsync("Via Garibaldi 12, Torino");
        await Page.GetByTestId("safety-callbackNumber").FillAsync("+39 333 123 4567");
        await Page.GetByTestId("safety-contactName").FillAsync("Lucia (sister)");
        await Page.GetByTestId("safety-contactNumber").FillAsync("+39 011 555 0199");
        await Page.GetByTestId("safety-save").ClickAsync();
    }

    /// <summary>Decides on each consent and goes to the waiting room.</summary>
    public async Task ConsentAsync(bool recording, bool analysis)
    {
        await SetAsync("consent-call", true);
        await SetAsync("consent-recording", recording);
        await SetAsync("consent-analysis", analysis);
        await Page.GetByTestId("consent-continue").ClickAsync();
        await WaitingRoom.WaitForAsync();
    }

    /// <summary>Presses a button of the privacy control, e.g. <c>privacy-analysis-withdraw</c>.</summary>
    public Task PressAsync(string testId) => Page.GetByTestId(testId).ClickAsync();

    /// <summary>Where and with which token this patient's media connect, for a client that takes their place.</summary>
    public Task<JsonElement> MediaTokenAsync(string sessionId) => Page.EvaluateAsync<JsonElement>(
        "async (id) => (await fetch(`/api/sessions/${id}/media-token`, { method: 'POST', headers: { 'X-PsyCare': '1' } })).json()", sessionId);

    private Task SetAsync(string testId, bool on) => Page.GetByTestId(testId).SetCheckedAsync(on, new() { Force = true });
}
