using System.Text.Json;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class AuditLogTests(ClinicFixture fixture)
{
    private const string Log = "/api/practice/audit";

    [Fact]
    public async Task What_concerns_a_patient_is_found_by_their_reference_and_names_members_alone()
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync("recording");
        (await visit.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/notes")).EnsureSuccessStatusCode();

        var page = await ReadAsync($"?patient={visit.PatientId}");
        Assert.Equal(
            ["contentRead Dr. Anna Rossi notes", "consentDecided - recording-granted", "inviteRedeemed - -"],
            page.EnumerateArray().Select(e => $"{Text(e, "action")} {Text(e, "actorName")} {Text(e, "detail")}").Where(e => !e.Contains("session", StringComparison.Ordinal)));
        Assert.DoesNotContain("Test Patient", page.GetRawText(), StringComparison.Ordinal);

        var reads = await ReadAsync($"?patient={visit.PatientId}&action=contentRead");
        Assert.All(reads.EnumerateArray(), e => Assert.Equal("contentRead", Text(e, "action")));
        Assert.Equal(0, (await ReadAsync($"?patient={visit.PatientId}&to=2020-01-01T00:00:00Z")).GetArrayLength());
        Assert.Equal("invalid", await fixture.Administrator.GetAsync($"{Log}?action=nothing").ProblemAsync(422));
        Assert.Equal("invalid", await fixture.Administrator.GetAsync($"{Log}?patient=a%20name").ProblemAsync(422));
    }

    [Fact]
    public async Task A_page_holds_fifty_and_the_next_goes_on_where_it_ended()
    {
        for (var i = 0; i < 60; i++)
            await fixture.NewVisitAsync();
        var first = await fixture.Administrator.GetAsync(Log).JsonAsync();
        var indexes = Indexes(first);
        Assert.Equal(50, indexes.Count);
        Assert.Equal(indexes.OrderDescending(), indexes);
        var before = first.GetProperty("before").GetString();
        var second = Indexes(await fixture.Administrator.GetAsync($"{Log}?before={before}").JsonAsync());
        Assert.Equal(indexes[^1] - 1, second[0]);
        Assert.Equal("invalid", await fixture.Administrator.GetAsync($"{Log}?before=40").ProblemAsync(422));
    }

    [Fact]
    public async Task The_log_verifies_and_continues_the_head_that_was_written_down()
    {
        var noted = await fixture.Administrator.GetAsync($"{Log}/verification").JsonAsync();
        Assert.Equal("intact", Text(noted, "finding"));
        await fixture.NewVisitAsync();

        var root = Text(noted, "root");
        Assert.True(await ContinuesAsync(noted.GetProperty("size").GetInt64(), root));
        // As people write it down: in groups.
        Assert.True(await ContinuesAsync(noted.GetProperty("size").GetInt64(), string.Join(' ', root.Chunk(4).Select(c => new string(c)))));
        Assert.False(await ContinuesAsync(noted.GetProperty("size").GetInt64() - 1, root));
    }

    [Fact]
    public async Task Reading_and_taking_along_are_entries_as_well()
    {
        await ReadAsync("");
        var response = await fixture.Administrator.GetAsync($"{Log}/export.csv");
        response.EnsureSuccessStatusCode();
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("index,at,action,actor,name,session,detail,log", lines[0].TrimStart('\uFEFF'));
        Assert.Contains(",auditExported,", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains(",auditRead,", StringComparison.Ordinal));
        Assert.EndsWith(".csv", response.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ReadAsync(string query) => (await fixture.Administrator.GetAsync(Log + query).JsonAsync()).GetProperty("entries");

    private async Task<bool> ContinuesAsync(long size, string root) =>
        (await fixture.Administrator.PostAsync($"{Log}/comparison", new { size, root }).JsonAsync()).GetProperty("continues").GetBoolean();

    private static List<long> Indexes(JsonElement page) => [.. page.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("index").GetInt64())];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "-";
}
