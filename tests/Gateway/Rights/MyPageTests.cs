using System.IO.Compression;
using System.Text.Json;
using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Rights;

[Collection(SharedClinic.Name)]
public sealed class MyPageTests(ClinicFixture fixture)
{
    [Fact]
    public async Task A_link_opens_the_page_once_and_a_newer_one_shuts_the_others_out()
    {
        var visit = await fixture.NewVisitAsync();
        var token = await RecordedVisit.NewLinkAsync(visit);
        var first = fixture.Clinic.NewBrowser();
        (await first.PostAsync("/api/access/redeem", new { token })).EnsureSuccessStatusCode();
        Assert.Equal("Test Patient", (await first.GetAsync("/api/me").JsonAsync()).GetProperty("patientName").GetString());
        Assert.Equal("inviteUsed", await fixture.Clinic.NewBrowser().PostAsync("/api/access/redeem", new { token }).ProblemAsync(410));

        var second = await RecordedVisit.OpenOwnPageAsync(visit);
        (await second.GetAsync("/api/me")).EnsureSuccessStatusCode();
        Assert.Equal("notSignedIn", await first.GetAsync("/api/me").ProblemAsync(401));

        (await fixture.Therapist.SendAsync(HttpMethod.Delete, $"/api/patients/{visit.PatientId}/access-link")).EnsureSuccessStatusCode();
        Assert.Equal("notSignedIn", await second.GetAsync("/api/me").ProblemAsync(401));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("x.y")]
    [InlineData("{patient}.AAAA")]
    public async Task A_forged_link_opens_nothing(string token)
    {
        var visit = await fixture.NewVisitAsync();
        await RecordedVisit.NewLinkAsync(visit);
        var forged = token.Replace("{patient}", visit.PatientId, StringComparison.Ordinal);
        Assert.Equal("inviteUnknown", await fixture.Clinic.NewBrowser().PostAsync("/api/access/redeem", new { token = forged }).ProblemAsync(404));
    }

    [Fact]
    public async Task Whoever_has_their_page_open_joins_their_next_session_with_it_and_keeps_the_page()
    {
        var visit = await fixture.NewVisitAsync();
        var own = await RecordedVisit.OpenOwnPageAsync(visit);
        Assert.Equal("forbidden", await own.GetAsync($"/api/sessions/{visit.SessionId}").ProblemAsync(403));
        (await own.PostAsync($"/api/me/sessions/{visit.SessionId}/join")).EnsureSuccessStatusCode();
        (await own.GetAsync($"/api/sessions/{visit.SessionId}")).EnsureSuccessStatusCode();
        (await own.GetAsync("/api/me")).EnsureSuccessStatusCode();
        Assert.Equal("notFound", await own.PostAsync($"/api/me/sessions/{(await fixture.NewVisitAsync()).SessionId}/join").ProblemAsync(404));

        // The link was lost: the page is shut, the session goes on.
        await RecordedVisit.NewLinkAsync(visit);
        Assert.Equal("forbidden", await own.GetAsync("/api/me").ProblemAsync(403));
        (await own.GetAsync($"/api/sessions/{visit.SessionId}")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task The_page_tells_what_exists_and_who_opened_it_by_name()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        (await fixture.Therapist.GetAsync($"/api/sessions/{recorded.SessionId}/recording/{recorded.SegmentId}")).EnsureSuccessStatusCode();
        await recorded.ShareAsync("c1");
        (await fixture.Supervisor.GetAsync($"/api/clips/{recorded.SessionId}/c1")).EnsureSuccessStatusCode();

        var page = await recorded.PageAsync();
        var session = Assert.Single(page.GetProperty("sessions").EnumerateArray());
        Assert.Equal(["call", "recording", "emotionAnalysis", "supervision"], session.GetProperty("inForce").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal(["recording", "affect", "notes", "markers"], session.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("what").GetString()!));
        Assert.InRange(session.GetProperty("data")[0].GetProperty("lengthMs").GetInt64(), 9_900, 10_100);
        var looks = page.GetProperty("accesses").EnumerateArray().ToList();
        Assert.Contains(looks, l => Is(l, "who", "Dr. Anna Rossi") && Is(l, "what", "recording"));
        Assert.Contains(looks, l => Is(l, "who", "Dr. Carla Bianchi") && Is(l, "what", "clip") && Is(l, "under", "clip"));
        Assert.DoesNotContain("The garden", page.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Test Patient", fixture.Clinic.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_back_consent_to_a_past_recording_erases_it_and_nothing_else()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var recording = $"/api/sessions/{recorded.SessionId}/recording/{recorded.SegmentId}";
        (await fixture.Therapist.GetAsync(recording)).EnsureSuccessStatusCode();
        var consents = $"/api/me/sessions/{recorded.SessionId}/consents";
        (await recorded.OwnPage.PostAsync(consents, new { kind = "recording", decision = "withdrawn", textVersion = "1" })).EnsureSuccessStatusCode();

        Assert.Equal("notFound", await fixture.Therapist.GetAsync(recording).ProblemAsync(404));
        var review = await fixture.Therapist.GetAsync($"/api/sessions/{recorded.SessionId}/review").JsonAsync();
        Assert.Equal(0, review.GetProperty("segments").GetArrayLength() + review.GetProperty("faults").GetArrayLength());
        Assert.Equal(1, review.GetProperty("notes").GetArrayLength());
        var data = (await recorded.PageAsync()).GetProperty("sessions")[0].GetProperty("data");
        Assert.NotEqual(JsonValueKind.Null, data[0].GetProperty("erasedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, data[1].GetProperty("erasedAt").ValueKind);
        // Once more changes nothing; agreeing again is not possible: there is nothing left to agree to.
        (await recorded.OwnPage.PostAsync(consents, new { kind = "recording", decision = "withdrawn", textVersion = "1" })).EnsureSuccessStatusCode();
        Assert.Equal("wrongPhase", await recorded.OwnPage.PostAsync(consents, new { kind = "recording", decision = "granted", textVersion = "1" }).ProblemAsync(409));
        Assert.Equal("notFound", await recorded.OwnPage.PostAsync($"/api/me/sessions/{Ids.New()}/consents", new { kind = "recording", decision = "withdrawn", textVersion = "1" }).ProblemAsync(404));
    }

    [Fact]
    public async Task Everything_can_be_taken_along()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var response = await recorded.OwnPage.GetAsync("/api/me/export");
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var video = Assert.Single(zip.Entries, e => e.FullName.EndsWith(".webm", StringComparison.Ordinal));
        using (var stream = await video.OpenAsync())
        {
            var start = new byte[4];
            await stream.ReadExactlyAsync(start);
            Assert.Equal([0x1A, 0x45, 0xDF, 0xA3], start);
        }

        using var me = await zip.GetEntry("me.json")!.OpenAsync();
        var page = (await JsonDocument.ParseAsync(me)).RootElement;
        Assert.Equal("Test Patient", page.GetProperty("patientName").GetString());
        Assert.Equal(4, page.GetProperty("sessions")[0].GetProperty("history").GetArrayLength());
        using var text = new StreamReader(await zip.GetEntry("README.txt")!.OpenAsync());
        Assert.Contains("Tutto ciò", await text.ReadToEndAsync(), StringComparison.Ordinal);
        // The therapist's own working notes are not in it.
        Assert.DoesNotContain("The garden", page.GetRawText(), StringComparison.Ordinal);
        Assert.Contains((await recorded.PageAsync()).GetProperty("accesses").EnumerateArray(), a => Is(a, "what", "export") && Is(a, "who", null));
    }

    [Fact]
    public async Task Asking_for_erasure_takes_what_rests_on_consent_and_asks_the_practice_for_the_rest()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var preview = await recorded.OwnPage.GetAsync("/api/me/erasure").JsonAsync();
        Assert.Equal((1, 1, 1), (Number(preview, "recordings"), Number(preview, "affectTracks"), Number(preview, "notes")));
        (await recorded.OwnPage.PostAsync("/api/me/erasure")).EnsureSuccessStatusCode();

        var page = await recorded.PageAsync();
        Assert.NotEqual(JsonValueKind.Null, page.GetProperty("erasureAskedAt").ValueKind);
        var session = page.GetProperty("sessions")[0];
        Assert.Equal(["call"], session.GetProperty("inForce").EnumerateArray().Select(c => c.GetString()!));
        Assert.All(session.GetProperty("data").EnumerateArray().Take(2), d => Assert.NotEqual(JsonValueKind.Null, d.GetProperty("erasedAt").ValueKind));
        Assert.Equal("notFound", await fixture.Therapist.GetAsync($"/api/sessions/{recorded.SessionId}/recording/{recorded.SegmentId}").ProblemAsync(404));
        Assert.Equal(0, (await fixture.Therapist.GetAsync($"/api/sessions/{recorded.SessionId}/affect").JsonAsync()).GetProperty("atMs").GetArrayLength());
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static bool Is(JsonElement element, string name, string? value) => element.GetProperty(name).GetString() == value;
}
