using System.Net.WebSockets;
using System.Text.Json;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Hubs;

[Collection(SharedClinic.Name)]
public sealed class SessionHubTests(ClinicFixture fixture)
{
    [Fact]
    public async Task Changes_and_readings_are_pushed_and_the_patient_gets_nothing_clinical()
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync("emotionAnalysis");
        await visit.WaitAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        await using var patient = await HubClient.ConnectAsync(visit.Patient);
        Assert.Equal("waiting", Phase((await therapist.JoinAsync(visit.SessionId)).GetProperty("session")));
        var patients = await patient.JoinAsync(visit.SessionId);
        Assert.Equal(0, patients.GetProperty("affect").GetArrayLength());
        await therapist.PushAsync("session", s => s.GetProperty("patientPresent").GetBoolean());

        await visit.GoLiveAsync();
        await patient.PushAsync("session", s => Phase(s) == "live");
        await therapist.PushAsync("session", s => Phase(s) == "live" && s.GetProperty("emotionAnalysis").GetString() == "active");
        fixture.Clinic.Tap.OnFrame(visit.SessionId, new EncodedFrame([4], 3000, true, 40));
        var sample = (await therapist.PushAsync("affect"))[0];
        Assert.Equal(4, sample.GetProperty("actionUnits").GetProperty("12").GetDouble());
        Assert.Equal(["12: -2"], sample.GetProperty("asymmetries").EnumerateObject().Select(a => $"{a.Name}: {a.Value}"));
        Assert.Equal(40, sample.GetProperty("atMs").GetInt64());
        Assert.Equal(3000, sample.GetProperty("mediaTimestamp").GetInt64());
        Assert.Equal(JsonValueKind.Null, sample.GetProperty("noReading").ValueKind);
        var emotion = sample.GetProperty("emotions")[0];
        Assert.Equal("happiness", emotion.GetProperty("emotion").GetString());
        Assert.Equal([12, 6], emotion.GetProperty("evidence").EnumerateArray().Select(e => e.GetInt32()));

        (await fixture.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/markers/m1", new { atMs = 1, label = "secret" })).EnsureSuccessStatusCode();
        await therapist.PushAsync("session", s => s.GetProperty("markers").GetArrayLength() == 1);
        await visit.EndAsync();
        await patient.PushAsync("session", s => Phase(s) == "ended" && IsFreeOfClinicalContent(s));
        Assert.DoesNotContain(patient.Drain(), p => p.GetProperty("target").GetString() != "session" || !IsFreeOfClinicalContent(p.GetProperty("arguments")[0]));
    }

    [Fact]
    public async Task Each_side_sees_what_the_other_has_turned_off()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        await using var patient = await HubClient.ConnectAsync(visit.Patient);
        await therapist.JoinAsync(visit.SessionId);
        await patient.JoinAsync(visit.SessionId);
        await patient.InvokeAsync("Tell", new { camera = true, microphone = false });
        await therapist.PushAsync("session", s => Sends(s, "patientSends") == (true, false));
        await therapist.InvokeAsync("Tell", new { camera = false, microphone = true });
        await patient.PushAsync("session", s => Sends(s, "clinicianSends") == (false, true));
    }

    [Fact]
    public async Task Withdrawing_consent_stops_the_readings_with_a_reason()
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync("emotionAnalysis");
        await visit.GoLiveAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        await therapist.JoinAsync(visit.SessionId);
        fixture.Clinic.Tap.OnFrame(visit.SessionId, new EncodedFrame([1], 0, true, 0));
        await therapist.PushAsync("affect");
        await visit.ConsentAsync("emotionAnalysis", "withdrawn");
        await therapist.PushAsync("session", s => s.GetProperty("emotionAnalysis").GetString() == "withdrawn");
        await therapist.PushAsync("affect", b => b.EnumerateArray().Any(s => s.GetProperty("noReading").GetString() == "consentWithdrawn"));

        fixture.Clinic.Tap.OnFrame(visit.SessionId, new EncodedFrame([5], 0, true, 999));
        var later = await therapist.JoinAsync(visit.SessionId);
        Assert.DoesNotContain(later.GetProperty("affect").EnumerateArray(), s => s.GetProperty("atMs").GetInt64() == 999);
    }

    [Fact]
    public async Task Whoever_comes_back_gets_what_they_missed_and_nothing_twice()
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync("emotionAnalysis");
        await visit.GoLiveAsync();
        List<long> seen = [];
        var first = await HubClient.ConnectAsync(fixture.Therapist);
        await first.JoinAsync(visit.SessionId);
        await ShowAsync(first, 100);
        await first.DisposeAsync();

        // A second page of the same therapist stays, so that the test knows when the missed readings are there.
        await using var witness = await HubClient.ConnectAsync(fixture.Therapist);
        await witness.JoinAsync(visit.SessionId);
        await ShowAsync(witness, 200, count: false);
        await ShowAsync(witness, 300, count: false);
        await using var second = await HubClient.ConnectAsync(fixture.Therapist);
        var missed = (await second.JoinAsync(visit.SessionId, seen.Max())).GetProperty("affect").EnumerateArray().ToList();
        Assert.All(missed, s => Assert.True(s.GetProperty("sequence").GetInt64() > seen.Max()));
        Assert.Equal([200, 300], missed.Where(s => s.GetProperty("noReading").ValueKind == JsonValueKind.Null).Select(s => s.GetProperty("atMs").GetInt64()));
        Assert.Equal(missed.Count, missed.Select(s => s.GetProperty("sequence").GetInt64()).Distinct().Count());

        async Task ShowAsync(HubClient hub, long atMs, bool count = true)
        {
            fixture.Clinic.Tap.OnFrame(visit.SessionId, new EncodedFrame([2], 0, true, atMs));
            var batch = await hub.PushAsync("affect", b => b.EnumerateArray().Any(s => s.GetProperty("atMs").GetInt64() == atMs));
            if (count)
                seen.AddRange(batch.EnumerateArray().Select(s => s.GetProperty("sequence").GetInt64()));
        }
    }

    [Fact]
    public async Task A_page_that_goes_is_absent_only_after_a_moment_and_one_that_comes_back_never_was()
    {
        var visit = await (await fixture.NewVisitAsync()).WaitAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        await therapist.JoinAsync(visit.SessionId);
        var patient = await HubClient.ConnectAsync(visit.Patient);
        await patient.JoinAsync(visit.SessionId);
        await therapist.PushAsync("session", s => s.GetProperty("patientPresent").GetBoolean());
        await patient.DisposeAsync();
        await therapist.PushAsync("session", s => !s.GetProperty("patientPresent").GetBoolean());
    }

    [Fact]
    public async Task Who_leaves_on_purpose_is_told_from_who_lost_the_connection()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        var joined = await therapist.JoinAsync(visit.SessionId);
        Assert.Equal("notYet", WhyAway(joined.GetProperty("session")));
        var patient = await HubClient.ConnectAsync(visit.Patient);
        var own = await patient.JoinAsync(visit.SessionId);
        Assert.False(own.GetProperty("session").TryGetProperty("patientAway", out _));
        await therapist.PushAsync("session", s => s.GetProperty("patientPresent").GetBoolean());
        await patient.InvokeAsync("Leave");
        Assert.Equal("left", WhyAway(await therapist.PushAsync("session", s => !s.GetProperty("patientPresent").GetBoolean())));

        await patient.JoinAsync(visit.SessionId);
        await therapist.PushAsync("session", s => s.GetProperty("patientPresent").GetBoolean());
        await patient.DisposeAsync();
        Assert.Equal("lost", WhyAway(await therapist.PushAsync("session", s => !s.GetProperty("patientPresent").GetBoolean())));

        static string? WhyAway(JsonElement session) => session.GetProperty("patientAway").GetProperty("why").GetString();
    }

    [Fact]
    public async Task Strangers_sessions_cannot_be_joined()
    {
        var visit = await fixture.NewVisitAsync();
        var other = await fixture.NewVisitAsync();
        foreach (var browser in new[] { fixture.OtherTherapist, other.Patient })
        {
            await using var hub = await HubClient.ConnectAsync(browser);
            foreach (var sessionId in new[] { visit.SessionId, Ids.New(), "../x", "" })
                Assert.Contains("notFound", (await hub.InvokeAsync("Join", sessionId, 0)).GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_connects_without_a_cookie_or_from_another_site()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(fixture.Clinic.NewBrowser()));
        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(fixture.Therapist, origin: "https://evil.example"));
        await using var own = await HubClient.ConnectAsync(fixture.Therapist, origin: fixture.Clinic.Url.GetLeftPart(UriPartial.Authority));
    }

    private static string? Phase(JsonElement session) => session.GetProperty("phase").GetString();

    private static bool IsFreeOfClinicalContent(JsonElement session) =>
        !session.ToString().Contains("secret", StringComparison.Ordinal)
        && new[] { "patientId", "patientName", "markers", "consents" }.All(p => !session.TryGetProperty(p, out _));

    private static (bool Camera, bool Microphone)? Sends(JsonElement session, string who) =>
        session.GetProperty(who) is { ValueKind: JsonValueKind.Object } sends
            ? (sends.GetProperty("camera").GetBoolean(), sends.GetProperty("microphone").GetBoolean())
            : null;
}
