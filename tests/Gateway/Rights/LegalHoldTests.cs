using System.Text.Json;
using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Rights;

[Collection(SharedClinic.Name)]
public sealed class LegalHoldTests(ClinicFixture fixture)
{
    private const string Reason = "Court of Milan, file 12/26: keep everything";

    [Fact]
    public async Task A_hold_refuses_erasure_and_everybody_concerned_reads_why()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        await SetAsync(recorded, "h1");

        var asked = await recorded.OwnPage.PostAsync(
            $"/api/me/sessions/{recorded.SessionId}/consents", new { kind = "recording", decision = "withdrawn", textVersion = "1" }).ProblemAsync(409);
        Assert.Equal("legalHold", asked);
        (await recorded.OwnPage.PostAsync("/api/me/erasure")).EnsureSuccessStatusCode();
        Assert.Equal("legalHold", await fixture.Therapist.PostAsync($"/api/patients/{recorded.Visit.PatientId}/erasure").ProblemAsync(409));

        var page = await recorded.PageAsync();
        var hold = Assert.Single(page.GetProperty("holds").EnumerateArray());
        Assert.Equal((Reason, "Dr. Anna Rossi"), (Text(hold, "reason"), Text(hold, "setByName")));
        Assert.True(page.GetProperty("sessions")[0].GetProperty("data")[0].GetProperty("held").GetBoolean());
        var rights = await RightsAsync(recorded);
        Assert.Equal("h1", Text(Assert.Single(rights.GetProperty("holds").EnumerateArray()), "holdId"));
        Assert.Contains(rights.GetProperty("events").EnumerateArray(), e => Text(e, "what") == "withheld" && Text(e, "kind") == "recording");
    }

    [Fact]
    public async Task An_administrator_sees_holds_without_names_and_lifts_them_for_a_reason()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var patientId = recorded.Visit.PatientId;
        await SetAsync(recorded, "h1");
        // A repeat, and a second matter.
        await SetAsync(recorded, "h1");
        (await fixture.Administrator.PutAsync($"/api/practice/holds/{patientId}/h2", new { reason = "Complaint to the professional board" }))
            .EnsureSuccessStatusCode();

        var listed = (await fixture.Administrator.GetAsync("/api/practice/holds").JsonAsync()).EnumerateArray().Single(p => Text(p, "patientId") == patientId);
        Assert.Equal(2, listed.GetProperty("holds").GetArrayLength());
        Assert.DoesNotContain("Test Patient", listed.GetRawText(), StringComparison.Ordinal);

        Assert.Equal("invalid", await LiftAsync(patientId, "h1", "no").ProblemAsync(422));
        (await LiftAsync(patientId, "h1", "The court has closed the file")).EnsureSuccessStatusCode();
        Assert.Single((await recorded.PageAsync()).GetProperty("holds").EnumerateArray());
        (await LiftAsync(patientId, "h2", "The board has decided")).EnsureSuccessStatusCode();
        Assert.Empty((await recorded.PageAsync()).GetProperty("holds").EnumerateArray());
        (await recorded.OwnPage.PostAsync("/api/me/erasure")).EnsureSuccessStatusCode();
        (await fixture.Therapist.PostAsync($"/api/patients/{patientId}/erasure")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_hold_needs_a_reason_and_a_patient_of_the_practice()
    {
        var visit = await fixture.NewVisitAsync();
        Assert.Equal("invalid", await fixture.Therapist.PutAsync($"/api/patients/{visit.PatientId}/holds/h1", new { reason = " court   " }).ProblemAsync(422));
        Assert.Equal("notFound", await fixture.Administrator.PutAsync($"/api/practice/holds/{Ids.New()}/h1", new { reason = Reason }).ProblemAsync(404));
        Assert.Equal("notFound", await LiftAsync(visit.PatientId, "h9", Reason).ProblemAsync(404));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<JsonElement> RightsAsync(RecordedVisit recorded) =>
        await recorded.Visit.Therapist.GetAsync($"/api/patients/{recorded.Visit.PatientId}/rights").JsonAsync();

    private static async Task SetAsync(RecordedVisit recorded, string holdId) =>
        (await recorded.Visit.Therapist.PutAsync($"/api/patients/{recorded.Visit.PatientId}/holds/{holdId}", new { reason = Reason })).EnsureSuccessStatusCode();

    private Task<HttpResponseMessage> LiftAsync(string patientId, string holdId, string reason) =>
        fixture.Administrator.PostAsync($"/api/practice/holds/{patientId}/{holdId}/lift", new { reason });
}
