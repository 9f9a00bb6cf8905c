using System.Net;
using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class InviteTests(ClinicFixture fixture)
{
    [Fact]
    public async Task The_link_carries_its_token_where_no_server_sees_it()
    {
        var visit = await fixture.NewVisitAsync();
        var link = await fixture.Therapist.PostAsync($"/api/sessions/{visit.SessionId}/invite").JsonAsync();
        var url = new Uri(link.GetProperty("url").GetString()!);
        Assert.Equal("/join", url.AbsolutePath);
        Assert.Equal("#" + link.GetProperty("token").GetString(), url.Fragment);
        Assert.Equal("", url.Query);
        Assert.True(link.GetProperty("expiresAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Inspecting_tells_what_it_is_for_and_does_not_use_it_up()
    {
        var token = await NewTokenAsync();
        for (var i = 0; i < 2; i++)
        {
            var view = await Inspect(fixture.Clinic.NewBrowser(), token).JsonAsync();
            Assert.Equal("Dr. Anna Rossi", view.GetProperty("clinicianName").GetString());
            Assert.Equal("Demo practice", view.GetProperty("practiceName").GetString());
            Assert.Equal("scheduled", view.GetProperty("phase").GetString());
        }
    }

    [Fact]
    public async Task A_second_browser_with_the_same_link_is_refused_the_first_one_may_reload()
    {
        var visit = await fixture.NewVisitAsync();
        var second = fixture.Clinic.NewBrowser();
        Assert.Equal("inviteUsed", await Redeem(second, visit.InviteToken).ProblemAsync(410));
        Assert.Equal("inviteUsed", await Inspect(second, visit.InviteToken).ProblemAsync(410));
        Assert.Null(second.Cookie);
        Assert.Equal("inviteUsed", await Redeem((await fixture.NewVisitAsync()).Patient, visit.InviteToken).ProblemAsync(410));

        var again = await Redeem(visit.Patient, visit.InviteToken).JsonAsync();
        Assert.Equal(visit.SessionId, again.GetProperty("sessionId").GetString());
        var me = await visit.Patient.GetAsync("/api/auth/me").JsonAsync();
        Assert.Equal("patient", me.GetProperty("role").GetString());
        Assert.Equal(visit.SessionId, me.GetProperty("sessionId").GetString());
        Assert.False(me.TryGetProperty("displayName", out _));
    }

    [Fact]
    public async Task Two_browsers_at_the_same_moment_get_one_seat()
    {
        var token = await NewTokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Redeem(fixture.Clinic.NewBrowser(), token)));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.Gone));
    }

    [Fact]
    public async Task A_newer_invite_ends_the_older_one()
    {
        var visit = await fixture.NewVisitAsync();
        var first = await NewTokenAsync(visit.SessionId);
        var second = await NewTokenAsync(visit.SessionId);
        Assert.Equal("inviteExpired", await Redeem(fixture.Clinic.NewBrowser(), first).ProblemAsync(410));
        await Redeem(fixture.Clinic.NewBrowser(), second).JsonAsync();
    }

    [Fact]
    public async Task An_ended_session_takes_nobody_in()
    {
        var visit = await fixture.NewVisitAsync();
        var token = await NewTokenAsync(visit.SessionId);
        await visit.EndAsync();
        Assert.Equal("inviteExpired", await Redeem(fixture.Clinic.NewBrowser(), token).ProblemAsync(410));
        Assert.Equal("wrongPhase", await fixture.Therapist.PostAsync($"/api/sessions/{visit.SessionId}/invite").ProblemAsync(409));
    }

    [Fact]
    public async Task Forged_tokens_of_every_shape_are_unknown()
    {
        var visit = await fixture.NewVisitAsync();
        var forged = new[]
        {
            "", ".", "x", "x.y", $"{visit.SessionId}.", $"{visit.SessionId}.{Ids.New()}", $"{Ids.New()}.{Ids.New()}", $"../{visit.SessionId}.x",
            $"{visit.SessionId}.{new string('a', 5_000)}", $"{visit.SessionId}.\0", $"{visit.SessionId}.x.y",
        };
        foreach (var token in forged)
            Assert.Equal("inviteUnknown", await Redeem(fixture.Clinic.NewBrowser(), token).ProblemAsync(404));
    }

    private static Task<HttpResponseMessage> Redeem(Browser browser, string token) => browser.PostAsync("/api/invites/redeem", new { token });

    private static Task<HttpResponseMessage> Inspect(Browser browser, string token) => browser.PostAsync("/api/invites/inspect", new { token });

    private async Task<string> NewTokenAsync(string? sessionId = null)
    {
        sessionId ??= await NewSessionAsync();
        var link = await fixture.Therapist.PostAsync($"/api/sessions/{sessionId}/invite").JsonAsync();
        return link.GetProperty("token").GetString()!;
    }

    private async Task<string> NewSessionAsync()
    {
        var patient = await fixture.Therapist.PostAsync("/api/patients", new { displayName = "x" }).JsonAsync();
        var path = $"/api/patients/{patient.GetProperty("patientId").GetString()}/sessions";
        return (await fixture.Therapist.PostAsync(path, new { }).JsonAsync()).GetProperty("sessionId").GetString()!;
    }
}
