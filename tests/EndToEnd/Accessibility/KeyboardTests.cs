using PsyCare.Browsers;
using PsyCare.Contracts.Sessions;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Demo;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests.Accessibility;

/// <summary>Each role's main path without a mouse; after every change of place the focus is where one goes on.</summary>
public sealed class KeyboardTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    [Fact]
    public async Task A_therapist_holds_a_session_without_a_mouse()
    {
        var sessionId = await practice.NewWaitingSessionAsync("Irene Sala");
        var keys = await NewPersonAsync(Chromium.Laptop, "/sign-in");
        await SignInAsync(keys, DemoMember.Therapist);
        await keys.IsAtAsync("main");
        await keys.PressAsync($"[data-session='{sessionId}'] [data-testid='session-open']");
        await keys.PressAsync("admit");
        await keys.IsAtAsync("main");

        await keys.Page.Keyboard.PressAsync("m");
        await Expect(keys.Page.GetByTestId("marker-item")).ToHaveCountAsync(1);
        await keys.PressAsync("note-new");
        await keys.IsAtAsync("note-text");
        await keys.Page.Keyboard.TypeAsync("Speaks of the garden.");
        await Expect(keys.Page.GetByTestId("note-status")).ToHaveAttributeAsync("data-status", "saved");
        await keys.PressAsync("plan-open", by: "Shift+Tab");
        await keys.IsAtAsync("planned-minutes");
        await keys.Page.Keyboard.PressAsync("Control+a");
        await keys.Page.Keyboard.TypeAsync("90");
        await keys.Page.Keyboard.PressAsync("Enter");
        await Expect(keys.Page.GetByTestId("plan-save")).ToHaveTextAsync("Saved");
        await keys.Page.Keyboard.PressAsync("Escape");
        await keys.IsAtAsync("plan-open");

        await keys.PressAsync("end-session");
        await keys.PressAsync("end-confirm");
        await keys.IsAtAsync("main");
        await keys.PressAsync("open-review");
        await keys.IsAtAsync("main");
        var session = await practice.Grains.GetGrain<ISessionGrain>(sessionId).GetAsync();
        Assert.Equal(90, session.PlannedMinutes);
        Assert.Single(session.Markers);
    }

    [Fact]
    public async Task A_patient_finds_the_way_in_without_a_mouse()
    {
        var sessionId = await practice.NewSessionAsync("Paolo Riva");
        var invite = await practice.Grains.GetGrain<ISessionGrain>(sessionId).IssueInviteAsync();
        var keys = await NewPersonAsync(Chromium.Phone, $"/join#{sessionId}.{invite.Secret}");
        await keys.PressAsync("join-start");
        await keys.PressAsync("device-check-continue");
        await keys.WriteAsync("safety-location", "Via Garibaldi 12, Torino");
        await keys.WriteAsync("safety-callbackNumber", "+39 333 123 4567");
        await keys.WriteAsync("safety-contactName", "Lucia (sister)");
        await keys.WriteAsync("safety-contactNumber", "+39 011 555 0199");
        await keys.Page.Keyboard.PressAsync("Enter");
        await keys.PressAsync("consent-call", "Space");
        await keys.PressAsync("consent-continue");
        await Expect(keys.Page.GetByTestId("waiting-room")).ToBeVisibleAsync();
        await keys.IsAtAsync("main");
        await practice.Grains.GetGrain<ISessionGrain>(sessionId).AdmitAsync();
        await keys.PressAsync("leave");
        await keys.PressAsync("come-back");
        await keys.IsAtAsync("main");
    }

    [Fact]
    public async Task An_administrator_invites_a_member_and_changes_the_policy_without_a_mouse()
    {
        var keys = await NewPersonAsync(Chromium.Laptop, "/sign-in");
        await SignInAsync(keys, DemoMember.Administrator);
        await keys.IsAtAsync("main");
        await keys.PressAsync("invite-member");
        await keys.IsAtAsync("member-email");
        await keys.Page.Keyboard.TypeAsync("emma.gallo@demo.example");
        await keys.PressAsync("member-invite");
        await Expect(keys.Page.GetByTestId("member-link")).ToBeVisibleAsync();
        await keys.Page.Keyboard.PressAsync("Escape");
        await keys.IsAtAsync("invite-member");
        await keys.PressAsync("nav-policy", by: "Shift+Tab");
        await keys.IsAtAsync("main");
        await keys.PressAsync("policy-emotionAnalysis", "Space");
        await keys.PressAsync("policy-save");
        await Expect(keys.Page.GetByTestId("policy-saved")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_supervisor_goes_from_figures_to_clips_to_emergency_access_without_a_mouse()
    {
        var keys = await NewPersonAsync(Chromium.Laptop, "/sign-in");
        await SignInAsync(keys, DemoMember.Supervisor);
        await keys.IsAtAsync("main");
        await keys.GoToAsync("supervision-month");
        await keys.PressAsync("nav-clips", by: "Shift+Tab");
        await keys.IsAtAsync("main");
        await keys.PressAsync("nav-emergency", by: "Shift+Tab");
        await keys.IsAtAsync("main");
        await keys.WriteAsync("glass-reason", "The therapist is ill and the patient asks for help today.");
        await keys.PressAsync("glass-understood", "Space");
        await Expect(keys.Page.GetByTestId("glass-understood")).ToBeCheckedAsync();
    }

    private async Task<Keys> NewPersonAsync(Microsoft.Playwright.ViewportSize size, string path)
    {
        var page = await practice.Browser.NewPersonAsync(size);
        await page.GotoAsync(practice.Address + path);
        return new Keys(page);
    }

    private async Task SignInAsync(Keys keys, DemoMember member)
    {
        var (email, password) = await practice.SignInOfAsync(member);
        await keys.WriteAsync("sign-in-email", email);
        await keys.WriteAsync("sign-in-password", password);
        await keys.Page.Keyboard.PressAsync("Enter");
        await keys.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }
}
