using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class SafetyTests(ClinicFixture fixture)
{
    private static readonly object Home = new { location = "Via Roma 1", callbackNumber = "+39 333 1", contactName = "Lucia", contactNumber = "112" };

    [Fact]
    public async Task What_a_patient_confirms_is_shown_to_their_therapist_and_never_pushed_back()
    {
        var visit = await fixture.NewVisitAsync();
        var session = $"/api/sessions/{visit.SessionId}";
        Assert.False((await visit.Patient.GetAsync($"{session}/safety").JsonAsync()).GetProperty("confirmed").GetBoolean());
        (await visit.Patient.PutAsync($"{session}/safety", Home)).EnsureSuccessStatusCode();

        var seen = (await fixture.Therapist.GetAsync(session).JsonAsync()).GetProperty("safety").GetProperty("details");
        Assert.Equal("Via Roma 1", seen.GetProperty("location").GetString());
        var own = await visit.Patient.GetAsync(session).JsonAsync();
        Assert.True(own.GetProperty("safetyConfirmed").GetBoolean());
        Assert.False(own.TryGetProperty("safety", out _));
    }

    [Fact]
    public async Task The_next_session_offers_it_and_asks_again()
    {
        var visit = await fixture.NewVisitAsync();
        (await visit.Patient.PutAsync($"/api/sessions/{visit.SessionId}/safety", Home)).EnsureSuccessStatusCode();
        var next = (await fixture.Therapist.PostAsync($"/api/patients/{visit.PatientId}/sessions", new { }).JsonAsync()).GetProperty("sessionId").GetString();
        var invite = await fixture.Therapist.PostAsync($"/api/sessions/{next}/invite").JsonAsync();
        (await visit.Patient.PostAsync("/api/invites/redeem", new { token = invite.GetProperty("token").GetString() })).EnsureSuccessStatusCode();

        var offered = await visit.Patient.GetAsync($"/api/sessions/{next}/safety").JsonAsync();
        Assert.False(offered.GetProperty("confirmed").GetBoolean());
        Assert.Equal("Lucia", offered.GetProperty("last").GetProperty("contactName").GetString());
    }

    [Fact]
    public async Task A_passcode_stands_between_the_link_and_the_session()
    {
        var visit = await fixture.NewVisitAsync();
        var invite = await fixture.Therapist.PostAsync($"/api/sessions/{visit.SessionId}/invite", new { passcode = true }).JsonAsync();
        var token = invite.GetProperty("token").GetString();
        var stranger = fixture.Clinic.NewBrowser();
        Assert.True((await stranger.PostAsync("/api/invites/inspect", new { token }).JsonAsync()).GetProperty("needsPasscode").GetBoolean());
        Assert.Equal("passcodeWrong", await stranger.PostAsync("/api/invites/redeem", new { token }).ProblemAsync(403));
        Assert.Equal("passcodeWrong", await stranger.PostAsync("/api/invites/redeem", new { token, passcode = "000" }).ProblemAsync(403));
        var passcode = invite.GetProperty("passcode").GetString();
        (await stranger.PostAsync("/api/invites/redeem", new { token, passcode })).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_waiting_patient_is_told_where_their_therapist_is()
    {
        var visit = await (await fixture.NewVisitAsync()).WaitAsync();
        var status = await visit.Patient.GetAsync($"/api/sessions/{visit.SessionId}/therapist").JsonAsync();
        Assert.Contains(status.GetProperty("status").GetString(), new[] { "notYet", "withSomeone" });
    }
}
