using System.Net.Http.Json;
using System.Text.Json;
using PsyCare.Cluster.Tests.Transfer;
using PsyCare.ClusterKit;

namespace PsyCare.Cluster.Tests.Audit;

/// <summary>Who looked at a patient's data, in a practice with two gateways: found at either, by the administrators and by the patient.</summary>
public sealed class AllGatewaysTests
{
    [Fact]
    public async Task A_look_through_one_gateway_is_seen_at_the_other_by_the_administrator_and_by_the_patient()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 1, gateways: 2);
        var people = new PracticeHistory(cluster.KeysFolder);
        using var therapist = await people.SignInAsync(cluster.Gateways[0].Address, "therapist");
        using var administrator = await people.SignInAsync(cluster.Gateways[1].Address, "administrator");
        var patientId = Text(await PostAsync(therapist, "/api/patients", new { displayName = "Test Patient" }), "patientId");
        var sessionId = Text(await PostAsync(therapist, $"/api/patients/{patientId}/sessions", new { }), "sessionId");
        (await therapist.GetAsync($"/api/sessions/{sessionId}/notes")).EnsureSuccessStatusCode();

        var log = $"gateways/127.0.0.1-{cluster.Gateways[0].HttpPort}";
        var page = await administrator.GetFromJsonAsync<JsonElement>($"/api/practice/audit?patient={patientId}&action=contentRead");
        Assert.Contains(page.GetProperty("entries").EnumerateArray(), e => (Text(e, "log"), Text(e, "detail")) == (log, "notes"));
        var logs = (await administrator.GetFromJsonAsync<JsonElement>("/api/practice/audit/logs")).EnumerateArray().ToList();
        Assert.Equal(3, logs.Count);
        foreach (var name in logs.Select(l => Text(l, "name")))
            Assert.Equal("intact", Text(await administrator.GetFromJsonAsync<JsonElement>($"/api/practice/audit/verification?log={name}"), "finding"));

        var link = new Uri(Text(await PostAsync(therapist, $"/api/patients/{patientId}/access-link", new { }), "url")).Fragment[1..];
        using var patient = PracticeHistory.NewBrowser(cluster.Gateways[1].Address);
        await PracticeHistory.TakeCookieAsync(patient, await patient.PostAsJsonAsync("/api/access/redeem", new { token = link }));
        var own = await patient.GetFromJsonAsync<JsonElement>("/api/me");
        Assert.Contains(own.GetProperty("accesses").EnumerateArray(), a => Text(a, "what") == "notes");
    }

    private static async Task<JsonElement> PostAsync(HttpClient member, string path, object body)
    {
        using var answer = await member.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "-";
}
