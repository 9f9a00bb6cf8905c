using System.Globalization;
using Microsoft.Playwright;

namespace PsyCare.Browsers;

/// <summary>What a therapist does, step by step.</summary>
public sealed class TherapistPage(IPage page)
{
    /// <summary>The window itself.</summary>
    public IPage Page { get; } = page;

    /// <summary>The patient's picture.</summary>
    public ILocator RemoteVideo => Page.GetByTestId("remote-video");

    /// <summary>The gap in place of a reading.</summary>
    public ILocator NoReading => Page.GetByTestId("no-reading");

    /// <summary>The session of the room that is open.</summary>
    public string SessionId => Page.Url.Split('/')[^1];

    /// <summary>Signs in and waits for the caseload.</summary>
    public async Task SignInAsync(string address, string email, string password)
    {
        await Page.GotoAsync(address);
        await Page.GetByTestId("sign-in-email").FillAsync(email);
        await Page.GetByTestId("sign-in-password").FillAsync(password);
        await Page.GetByTestId("sign-in-submit").ClickAsync();
        await Page.GetByTestId("create-patient").WaitForAsync();
    }

    /// <summary>Intensity (0-5) that the bar of an Action Unit shows; NaN where the bar shows no reading.</summary>
    public async Task<double> IntensityAsync(int actionUnit)
    {
        var text = await Page.GetByTestId($"au-bar-{actionUnit.ToString(CultureInfo.InvariantCulture)}").GetAttributeAsync("data-intensity");
        return double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }

    /// <summary>Admits the waiting patient.</summary>
    public Task AdmitAsync() => Page.GetByTestId("admit").ClickAsync();

    /// <summary>Ends the session and confirms.</summary>
    public async Task EndAsync()
    {
        await Page.GetByTestId("end-session").ClickAsync();
        await Page.GetByTestId("end-confirm").ClickAsync();
    }

    /// <summary>Creates a patient with a session and opens it; the patient's invite link stands ready.</summary>
    /// <returns>The invite link.</returns>
    public async Task<string> InviteNewPatientAsync(string patientName)
    {
        await Page.GetByTestId("create-patient").ClickAsync();
        await Page.GetByTestId("patient-name").FillAsync(patientName);
        await Page.GetByTestId("patient-create").ClickAsync();
        await Page.GetByTestId("create-session").First.ClickAsync();
        await Page.GetByTestId("session-create").ClickAsync();
        await Page.GetByTestId("copy-invite").First.ClickAsync();
        var url = Page.GetByTestId("invite-url").First;
        await url.WaitForAsync();
        return await url.InputValueAsync();
    }

    /// <summary>Opens the session's room.</summary>
    public async Task OpenRoomAsync()
    {
        await Page.GetByTestId("open-room").First.ClickAsync();
        await Page.GetByTestId("room").WaitForAsync();
    }
}
