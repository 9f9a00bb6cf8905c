using System.Text.Json;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Rights;

[Collection(SharedClinic.Name)]
public sealed class PatientRightsTests(ClinicFixture fixture)
{
    [Fact]
    public async Task The_therapist_sees_what_was_taken_back_and_what_became_of_it()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var consents = $"/api/me/sessions/{recorded.SessionId}/consents";
        (await recorded.OwnPage.PostAsync(consents, new { kind = "recording", decision = "withdrawn", textVersion = "1" })).EnsureSuccessStatusCode();
        (await recorded.OwnPage.PostAsync(consents, new { kind = "supervision", decision = "withdrawn", textVersion = "1" })).EnsureSuccessStatusCode();

        var rights = await RightsAsync(recorded);
        Assert.Equal(
            ["supervision stopped", "recording withdrawn"],
            rights.GetProperty("events").EnumerateArray().Select(e => $"{Text(e, "kind")} {Text(e, "what")}"));
        Assert.Equal(JsonValueKind.Null, rights.GetProperty("erasure").ValueKind);
    }

    [Fact]
    public async Task A_wish_for_erasure_reaches_the_therapist_and_their_answer_reaches_the_patient()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        Assert.False(await AsksAsync(recorded));
        (await recorded.OwnPage.PostAsync("/api/me/erasure")).EnsureSuccessStatusCode();
        Assert.True(await AsksAsync(recorded));

        Assert.Equal("invalid", await AnswerAsync(recorded, " ").ProblemAsync(422));
        (await AnswerAsync(recorded, "The law obliges me to keep my notes until 2031.")).EnsureSuccessStatusCode();

        Assert.False(await AsksAsync(recorded));
        var answered = (await recorded.PageAsync()).GetProperty("erasure");
        Assert.Equal("The law obliges me to keep my notes until 2031.", Text(answered, "answer"));
        Assert.Equal("The law obliges me to keep my notes until 2031.", Text((await RightsAsync(recorded)).GetProperty("erasure"), "answer"));
        // Asking once more is a new wish.
        (await recorded.OwnPage.PostAsync("/api/me/erasure")).EnsureSuccessStatusCode();
        Assert.True(await AsksAsync(recorded));
    }

    [Fact]
    public async Task A_patient_who_asked_for_it_is_erased_as_a_whole()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var patient = $"/api/patients/{recorded.Visit.PatientId}";
        Assert.Equal("wrongPhase", await fixture.Therapist.PostAsync($"{patient}/erasure").ProblemAsync(409));
        (await recorded.OwnPage.PostAsync("/api/me/erasure")).EnsureSuccessStatusCode();
        (await fixture.Therapist.PostAsync($"{patient}/erasure")).EnsureSuccessStatusCode();

        Assert.Equal("notFound", await fixture.Therapist.GetAsync(patient).ProblemAsync(404));
        Assert.Equal("notFound", await fixture.Therapist.GetAsync($"/api/sessions/{recorded.SessionId}").ProblemAsync(404));
        Assert.Equal("notFound", await recorded.OwnPage.GetAsync("/api/me").ProblemAsync(404));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<JsonElement> RightsAsync(RecordedVisit recorded) =>
        await recorded.Visit.Therapist.GetAsync($"/api/patients/{recorded.Visit.PatientId}/rights").JsonAsync();

    private Task<HttpResponseMessage> AnswerAsync(RecordedVisit recorded, string text) =>
        fixture.Therapist.PutAsync($"/api/patients/{recorded.Visit.PatientId}/erasure", new { text });

    private async Task<bool> AsksAsync(RecordedVisit recorded) =>
        (await fixture.Therapist.GetAsync("/api/patients").JsonAsync()).EnumerateArray()
            .Single(p => Text(p, "patientId") == recorded.Visit.PatientId).GetProperty("asksErasure").GetBoolean();
}
