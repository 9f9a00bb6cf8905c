using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Demo;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>An administrator's work: inviting, changing and keeping out members; the policy.</summary>
[Collection(SharedClinic.Name)]
public sealed class MembersTests(ClinicFixture fixture)
{
    private const string Password = "a long enough secret";

    [Fact]
    public async Task An_invited_person_sets_name_and_password_once_and_is_a_member()
    {
        var (email, token) = await InviteAsync("therapist", "supervisor");
        var browser = fixture.Clinic.NewBrowser();
        var seen = await browser.PostAsync("/api/member-invites/inspect", new { token }).JsonAsync();
        Assert.Equal((email, "Demo practice"), (seen.GetProperty("email").GetString(), seen.GetProperty("practiceName").GetString()));

        Assert.Equal("weakPassword", await AcceptAsync(browser, token, password: "short").ProblemAsync(422));
        Assert.Equal("invalid", await AcceptAsync(browser, token, name: " ").ProblemAsync(422));
        Assert.True((await AcceptAsync(browser, token)).IsSuccessStatusCode);
        Assert.Equal("inviteUsed", await AcceptAsync(fixture.Clinic.NewBrowser(), token).ProblemAsync(410));

        var me = await browser.GetAsync("/api/auth/me").JsonAsync();
        Assert.Equal("Emma Gallo", me.GetProperty("displayName").GetString());
        Assert.Equal(["therapist", "supervisor"], Roles(me));
        await fixture.Clinic.SignInAsync(email, Password);
        var invite = new { email, roles = new[] { "therapist" } };
        Assert.Equal("alreadyExists", await fixture.Administrator.PostAsync("/api/practice/invitations", invite).ProblemAsync(409));
    }

    [Fact]
    public async Task An_invitation_taken_back_opens_nothing()
    {
        var (email, token) = await InviteAsync("therapist");
        var open = await fixture.Administrator.GetAsync("/api/practice/invitations").JsonAsync();
        var id = open.EnumerateArray().Single(i => i.GetProperty("email").GetString() == email).GetProperty("invitationId").GetString();
        await fixture.Administrator.SendAsync(HttpMethod.Delete, $"/api/practice/invitations/{id}");
        Assert.Equal("inviteExpired", await AcceptAsync(fixture.Clinic.NewBrowser(), token).ProblemAsync(410));
        Assert.Equal("inviteUnknown", await AcceptAsync(fixture.Clinic.NewBrowser(), $"{id}.{Ids.New()}").ProblemAsync(404));
        Assert.Equal("inviteUnknown", await AcceptAsync(fixture.Clinic.NewBrowser(), new string('x', 9_000)).ProblemAsync(404));
    }

    [Fact]
    public async Task A_change_of_roles_and_keeping_out_take_effect_at_once_on_this_gateway()
    {
        var (email, token) = await InviteAsync("therapist");
        var browser = fixture.Clinic.NewBrowser();
        await AcceptAsync(browser, token);
        var member = await MemberAsync(email);

        Assert.True((await ChangeAsync(member, disabled: false, "administrator")).IsSuccessStatusCode);
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/patients").ProblemAsync(401));
        var again = await fixture.Clinic.SignInAsync(email, Password);
        Assert.Equal(200, (int)(await again.GetAsync("/api/practice/members")).StatusCode);

        Assert.True((await ChangeAsync(member, disabled: true, "administrator")).IsSuccessStatusCode);
        Assert.Equal("notSignedIn", await again.GetAsync("/api/practice/members").ProblemAsync(401));
        Assert.True((await MemberAsync(email)).GetProperty("disabled").GetBoolean());
        Assert.Equal("invalid", await ChangeAsync(member, disabled: false).ProblemAsync(422));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var clinic = await Clinic.StartAsync();
        var administrator = await clinic.SignInAsync(DemoMember.Administrator);
        var members = (await administrator.GetAsync("/api/practice/members").JsonAsync()).EnumerateArray().ToList();
        Assert.Equal([false, false, true], members.Select(m => m.GetProperty("you").GetBoolean()));
        var path = $"/api/practice/members/{members[2].GetProperty("memberId").GetString()}";
        Assert.Equal("lastAdministrator", await administrator.PutAsync(path, new { roles = new[] { "therapist" }, disabled = false }).ProblemAsync(409));
        Assert.Equal("lastAdministrator", await administrator.PutAsync(path, new { roles = new[] { "administrator" }, disabled = true }).ProblemAsync(409));
    }

    [Fact]
    public async Task Policy_follows_the_law_and_each_change_is_an_entry_of_the_audit_log()
    {
        await using var clinic = await Clinic.StartAsync();
        var administrator = await clinic.SignInAsync(DemoMember.Administrator);
        var therapist = await clinic.SignInAsync();
        var visit = await (await Visit.CreateAsync(clinic, therapist)).GoLiveAsync();
        var audit = clinic.App.Services.GetRequiredService<AuditLog>();
        Assert.Equal("forbiddenByPolicy", await SetAsync("us-il", emotionAnalysis: true).ProblemAsync(403));
        Assert.Equal("invalid", await SetAsync("mars", emotionAnalysis: false).ProblemAsync(422));
        var before = audit.Size;
        await SetAsync("us-il", emotionAnalysis: false).JsonAsync();
        Assert.Equal(before + 3, audit.Size);
        await SetAsync("us-il", emotionAnalysis: false).JsonAsync();
        Assert.Equal(before + 3, audit.Size);

        await visit.ConsentAsync("emotionAnalysis");
        var session = await therapist.GetAsync($"/api/sessions/{visit.SessionId}").JsonAsync();
        Assert.Equal("forbidden", session.GetProperty("emotionAnalysis").GetString());

        Task<HttpResponseMessage> SetAsync(string jurisdiction, bool emotionAnalysis) => administrator.PutAsync("/api/practice/policy", new
        {
            jurisdiction,
            emotionAnalysis,
            markerSuggestions = emotionAnalysis,
            supervisionNeedsConsent = true,
            secondFactorRequired = false,
        });
    }

    private async Task<(string Email, string Token)> InviteAsync(params string[] roles)
    {
        var email = $"{Ids.New().ToLowerInvariant()}@demo.example";
        var link = await fixture.Administrator.PostAsync("/api/practice/invitations", new { email, roles }).JsonAsync();
        var token = link.GetProperty("token").GetString()!;
        Assert.EndsWith($"/welcome#{token}", link.GetProperty("url").GetString(), StringComparison.Ordinal);
        return (email, token);
    }

    private async Task<JsonElement> MemberAsync(string email) =>
        (await fixture.Administrator.GetAsync("/api/practice/members").JsonAsync()).EnumerateArray().Single(m => m.GetProperty("email").GetString() == email);

    private Task<HttpResponseMessage> ChangeAsync(JsonElement member, bool disabled, params string[] roles) =>
        fixture.Administrator.PutAsync($"/api/practice/members/{member.GetProperty("memberId").GetString()}", new { roles, disabled });

    private static Task<HttpResponseMessage> AcceptAsync(Browser browser, string token, string name = "Emma Gallo", string password = Password) =>
        browser.PostAsync("/api/member-invites/accept", new { token, displayName = name, password });

    private static IEnumerable<string?> Roles(JsonElement me) => me.GetProperty("roles").EnumerateArray().Select(r => r.GetString());
}
