using Microsoft.Playwright;
using PsyCare.Browsers;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Sessions;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Demo;

namespace PsyCare.EndToEnd.Tests.Accessibility;

/// <summary>Pages and states, looked at by axe-core: one walk a role, signed in once. Add yours to the walk that reaches it.</summary>
public sealed partial class AccessibilityTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    private readonly Axe _axe = new();

    /// <summary>In Italian; the other walks are in English.</summary>
    [Fact]
    public async Task Nothing_is_found_on_the_way_into_a_session()
    {
        const string locale = "it-IT";
        var invite = await (await practice.NewTherapistAsync(locale)).InviteNewPatientAsync("Paolo Riva");
        var page = await practice.Browser.NewPersonAsync(Chromium.Phone, locale);
        await page.GotoAsync($"{practice.Address}/sign-in");
        await SeeAsync(page, "sign-in-email", "sign-in");
        await page.GotoAsync(invite);
        await SeeAsync(page, "join-start", "the invitation");
        await page.GetByTestId("join-start").ClickAsync();
        await SeeAsync(page, "light-check", "the device check");
        await page.GetByTestId("device-check-continue").ClickAsync();
        await SeeAsync(page, "safety-save", "the safety details");
        var patient = new PatientPage(page);
        await patient.ConfirmSafetyAsync();
        await SeeAsync(page, "consent-continue", "the consents");
        await patient.ConsentAsync(recording: true, analysis: false);
        await _axe.CheckAsync(page, "the waiting room");
        var session = practice.Grains.GetGrain<ISessionGrain>(SessionOf(invite));
        await session.AdmitAsync();
        await SeeAsync(page, "patient-call", "the patient's call");
        await session.EndAsync();
        await SeeAsync(page, "join-ended", "after the call");
        _axe.AssertNothingFound();
    }

    [Fact]
    public async Task Nothing_is_found_on_a_patients_own_page()
    {
        var (patientId, sessionId) = await practice.NewRecordedSessionAsync("Marta Lupi", TimeSpan.FromSeconds(20), ConsentKind.EmotionAnalysis);
        await practice.AddReadingsAsync(sessionId, TimeSpan.FromSeconds(20));
        var therapist = (await practice.NewTherapistAsync()).Page;
        await therapist.GotoAsync($"{practice.Address}/patients/{patientId}");
        await therapist.GetByTestId("access-link").ClickAsync();
        await SeeAsync(therapist, "access-url", "the link to a patient's page");
        var page = await practice.Browser.NewPersonAsync(Chromium.Phone);
        await page.GotoAsync($"{practice.Address}/me");
        await SeeAsync(page, "me-no-link", "a patient's page without a link");
        await page.GotoAsync(await therapist.GetByTestId("access-url").InputValueAsync());
        await SeeAsync(page, "me-open", "the door of a patient's page");
        await page.GetByTestId("me-open").ClickAsync();
        await page.GetByTestId("my-session").First.Locator("summary").First.ClickAsync();
        await page.GetByTestId("my-session").First.Locator("summary").Last.ClickAsync();
        await SeeAsync(page, "my-switch-recording", "a patient's page");
        await page.GetByTestId("my-switch-recording").ClickAsync(new() { Force = true });
        await SeeAsync(page, "me-confirm", "erasing a recording");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("me-erase").ClickAsync();
        await SeeAsync(page, "me-erase-confirm", "erasing everything");
        _axe.AssertNothingFound();
    }

    [Fact]
    public async Task Nothing_is_found_on_a_supervisors_pages()
    {
        await LastMonth.FillAsync(practice);
        var grain = practice.Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId);
        await grain.AssignSupervisorAsync(practice.TherapistId, await grain.FindClinicianAsync(DemoMember.Supervisor.Email));
        var page = await practice.NewMemberAsync(DemoMember.Supervisor);
        await SeeAsync(page, "supervision-figures", "supervision");
        await VisitAsync(page, "/break-glass", "glass-open", "emergency access");
        _axe.AssertNothingFound();
    }

    [Fact]
    public async Task Nothing_is_found_on_an_administrators_pages()
    {
        var page = await practice.NewMemberAsync(DemoMember.Administrator);
        await SeeAsync(page, "member", "members");
        await page.GetByTestId("member-change").First.ClickAsync();
        await SeeAsync(page, "member-save", "a member");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("invite-member").ClickAsync();
        await page.GetByTestId("member-email").FillAsync("emma.gallo@demo.example");
        await SeeAsync(page, "member-invite", "inviting a member");
        await page.GetByTestId("member-invite").ClickAsync();
        await SeeAsync(page, "member-link", "a member's invitation");
        var link = await page.GetByTestId("member-link").InputValueAsync();
        await VisitAsync(page, "/practice/policy", "keep-save", "the practice's policy and its retention");
        await page.GetByTestId("crisis-add").ClickAsync();
        await page.GetByTestId("crisis-name").FillAsync("Telefono Amico");
        await page.GetByTestId("crisis-number").FillAsync("02 2327 2327");
        await page.GetByTestId("crisis-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("crisis-saved")).Not.ToBeEmptyAsync();
        await SeeAsync(page, "crisis-line", "a crisis line");
        await page.GetByTestId("hold-set").ClickAsync();
        await SeeAsync(page, "hold-reference", "setting a hold");
        await page.Keyboard.PressAsync("Escape");
        await VisitAsync(page, "/practice/templates", "template-new", "the practice's templates");
        await page.GetByTestId("template-new").ClickAsync();
        await page.GetByTestId("template-new-soap").ClickAsync();
        await SeeAsync(page, "template-form", "a new template");
        await VisitAsync(page, "/practice/audit", "audit-verdict", "the audit log");
        await page.GetByTestId("audit-entry").First.WaitForAsync();
        await VisitAsync(page, "/operations", "operations", "how the calls go");
        await VisitAsync(page, "/account", "second-factor-set-up", "one's account");
        await page.GetByTestId("second-factor-set-up").ClickAsync();
        await SeeAsync(page, "confirm-password", "setting up a second factor");
        await page.GetByTestId("confirm-password").FillAsync((await practice.SignInOfAsync(DemoMember.Administrator)).Password);
        await page.GetByTestId("confirm-submit").ClickAsync();
        await SeeAsync(page, "second-factor-secret", "a second factor's secret");
        var member = await practice.Browser.NewPersonAsync(Chromium.Laptop);
        await member.GotoAsync(link);
        await SeeAsync(member, "welcome-submit", "the welcome page");
        await member.GotoAsync($"{practice.Address}/join");
        await Assertions.Expect(member.GetByTestId("crisis-line").GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "tel:0223272327");
        await VisitAsync(member, "/nowhere", "not-found", "a page that does not exist");
        _axe.AssertNothingFound();
    }

    private async Task VisitAsync(IPage page, string path, string sign, string state)
    {
        await page.GotoAsync(practice.Address + path);
        await SeeAsync(page, sign, state);
    }

    /// <summary>Looks once the sign of the state is there.</summary>
    private async Task SeeAsync(IPage page, string sign, string state)
    {
        await page.GetByTestId(sign).First.WaitForAsync();
        await _axe.CheckAsync(page, state);
    }

    private static string SessionOf(string invite) => new Uri(invite).Fragment[1..].Split('.')[0];
}
