using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class CaseloadTests(ClinicFixture fixture)
{
    [Fact]
    public async Task A_caseload_shows_ones_own_patients_and_where_their_last_session_stands()
    {
        var visit = await (await fixture.NewVisitAsync()).WaitAsync();
        var mine = (await fixture.Therapist.GetAsync("/api/patients").JsonAsync()).EnumerateArray()
            .Single(p => p.GetProperty("patientId").GetString() == visit.PatientId);
        Assert.Equal("Test Patient", mine.GetProperty("displayName").GetString());
        Assert.Equal(1, mine.GetProperty("sessionCount").GetInt32());
        Assert.Equal("waiting", mine.GetProperty("lastSession").GetProperty("phase").GetString());
        Assert.DoesNotContain(visit.PatientId, (await fixture.OtherTherapist.GetAsync("/api/patients").JsonAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_sessions_are_those_that_have_not_ended()
    {
        var visit = await (await fixture.NewVisitAsync()).WaitAsync();
        Assert.Equal("waiting", await PhaseAsync());
        await visit.EndAsync();
        Assert.Null(await PhaseAsync());
        Assert.Null(await PhaseAsync());

        async Task<string?> PhaseAsync() => (await fixture.Therapist.GetAsync("/api/sessions/open").JsonAsync()).EnumerateArray()
            .Where(s => s.GetProperty("sessionId").GetString() == visit.SessionId).Select(s => s.GetProperty("phase").GetString()).SingleOrDefault();
    }

    [Fact]
    public async Task A_planned_session_keeps_its_time()
    {
        var visit = await fixture.NewVisitAsync();
        var body = new { scheduledFor = "2027-03-01T09:30:00Z" };
        var created = await fixture.Therapist.PostAsync($"/api/patients/{visit.PatientId}/sessions", body).JsonAsync();
        var patient = await fixture.Therapist.GetAsync($"/api/patients/{visit.PatientId}").JsonAsync();
        var newest = patient.GetProperty("sessions")[0];
        Assert.Equal(created.GetProperty("sessionId").GetString(), newest.GetProperty("sessionId").GetString());
        Assert.Equal(new DateTimeOffset(2027, 3, 1, 9, 30, 0, TimeSpan.Zero), newest.GetProperty("scheduledFor").GetDateTimeOffset());
        Assert.Equal(2, patient.GetProperty("sessions").GetArrayLength());
    }

    [Fact]
    public async Task A_patient_sees_their_session_without_anything_clinical()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        (await fixture.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/markers/m1", new { atMs = 1, label = "secret" })).EnsureSuccessStatusCode();
        var patients = await visit.Patient.GetAsync($"/api/sessions/{visit.SessionId}").JsonAsync();
        var therapists = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}").JsonAsync();
        foreach (var clinical in new[] { "patientId", "patientName", "markers", "consents" })
        {
            Assert.False(patients.TryGetProperty(clinical, out _), clinical);
            Assert.True(therapists.TryGetProperty(clinical, out _), clinical);
        }

        Assert.Equal("patient", patients.GetProperty("you").GetString());
        Assert.Equal("clinician", therapists.GetProperty("you").GetString());
        Assert.Equal("live", patients.GetProperty("phase").GetString());
        Assert.Equal("notConsented", patients.GetProperty("recording").GetString());
        Assert.True(patients.GetProperty("clockMs").GetInt64() >= 0);
    }
}
