namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>A patient, a session of theirs, and the two browsers that belong to it.</summary>
public sealed record Visit(Clinic Clinic, Browser Therapist, Browser Patient, string PatientId, string SessionId, string InviteToken)
{
    private const string TextVersion = "2026-11/en";

    public static async Task<Visit> CreateAsync(Clinic clinic, Browser therapist, string name = "Test Patient")
    {
        var created = await therapist.PostAsync("/api/patients", new { displayName = name }).JsonAsync();
        var patientId = created.GetProperty("patientId").GetString()!;
        var session = await therapist.PostAsync($"/api/patients/{patientId}/sessions", new { }).JsonAsync();
        var sessionId = session.GetProperty("sessionId").GetString()!;
        var invite = await therapist.PostAsync($"/api/sessions/{sessionId}/invite").JsonAsync();
        var token = invite.GetProperty("token").GetString()!;
        var patient = clinic.NewBrowser();
        (await patient.PostAsync("/api/invites/redeem", new { token })).EnsureSuccessStatusCode();
        return new Visit(clinic, therapist, patient, patientId, sessionId, token);
    }

    public async Task ConsentAsync(string kind, string decision = "granted") =>
        (await Patient.PostAsync($"/api/sessions/{SessionId}/consents", new { kind, decision, textVersion = TextVersion })).EnsureSuccessStatusCode();

    public async Task<Visit> WaitAsync()
    {
        await ConsentAsync("call");
        (await Patient.PostAsync($"/api/sessions/{SessionId}/waiting-room")).EnsureSuccessStatusCode();
        return this;
    }

    public async Task<Visit> GoLiveAsync()
    {
        await WaitAsync();
        (await Therapist.PostAsync($"/api/sessions/{SessionId}/admit")).EnsureSuccessStatusCode();
        return this;
    }

    public async Task EndAsync() => (await Therapist.PostAsync($"/api/sessions/{SessionId}/end")).EnsureSuccessStatusCode();
}
