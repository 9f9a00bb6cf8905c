using PsyCare.Browsers;
using PsyCare.EndToEnd.Tests.Prepared;

namespace PsyCare.EndToEnd.Tests.Accessibility;

/// <summary>Pages and states, looked at by axe-core. Add yours to the walk that reaches it.</summary>
public sealed class AccessibilityTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    private readonly Axe _axe = new();

    [Theory]
    [InlineData("en-GB")]
    [InlineData("it-IT")]
    public async Task Nothing_is_found_on_the_way_into_a_session(string locale)
    {
        var invite = await (await practice.NewTherapistAsync(locale)).InviteNewPatientAsync("Paolo Riva");
        var page = await practice.Browser.NewPersonAsync(Chromium.Phone, locale);
        await page.GotoAsync($"{practice.Address}/sign-in");
        await page.GetByTestId("sign-in-email").WaitForAsync();
        await _axe.CheckAsync(page, $"sign-in {locale}");
        await page.GotoAsync(invite);
        await page.GetByTestId("join-start").WaitForAsync();
        await _axe.CheckAsync(page, $"the invitation {locale}");
        await page.GetByTestId("join-start").ClickAsync();
        await page.GetByTestId("light-check").WaitForAsync();
        await _axe.CheckAsync(page, $"the device check {locale}");
        await page.GetByTestId("device-check-continue").ClickAsync();
        await page.GetByTestId("safety-save").WaitForAsync();
        await _axe.CheckAsync(page, $"the safety details {locale}");
        var patient = new PatientPage(page);
        await patient.ConfirmSafetyAsync();
        await page.GetByTestId("consent-continue").WaitForAsync();
        await _axe.CheckAsync(page, $"the consents {locale}");
        await patient.ConsentAsync(recording: true, analysis: false);
        await _axe.CheckAsync(page, $"the waiting room {locale}");
        _axe.AssertNothingFound();
    }
}
