using System.Text.Json;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Tests.Audit;

/// <summary>
/// What the administrators of a practice with several gateways see: one list over the logs of all processes, each log checked by itself. The other
/// processes' logs lie in the data folder, as they do in the Cluster edition.
/// </summary>
public sealed class SeveralAuditLogsTests : IAsyncLifetime
{
    private const string Log = "/api/practice/audit";
    private const string Second = "gateways/10.0.0.2-8080";
    private const string Neighbours = "gateways/10.0.0.9-8080";
    private const string Silo = "silos/10.0.0.3-11111";

    private readonly ClinicFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Who_looked_at_a_patient_is_found_whichever_gateway_they_used()
    {
        var visit = await _fixture.NewVisitAsync();
        (await visit.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/notes")).EnsureSuccessStatusCode();
        await new OtherProcess(_fixture.Clinic, Second).WriteAsync((AuditAction.ContentRead, "somebody", visit.SessionId, "report"));
        // Silos of earlier releases, which serve all practices, wrote of none.
        await new OtherProcess(_fixture.Clinic, Silo).WriteAsync(null, (AuditAction.Erased, "retention", visit.SessionId, "recording"));

        var entries = await EntriesAsync($"?patient={visit.PatientId}");
        Assert.Superset(new HashSet<string> { $"{Silo} erased recording", $"{Second} contentRead report", " contentRead notes" }, entries.Select(Line).ToHashSet());
        // Where nobody asks about a patient of the practice, nothing says that it is of theirs.
        Assert.DoesNotContain(await EntriesAsync("?actor=retention"), e => Text(e, "log") == Silo);
        Assert.Equal($"{Second} contentRead report", Line(Assert.Single(await EntriesAsync($"?patient={visit.PatientId}&actor=somebody"))));

        var csv = await _fixture.Administrator.GetAsync($"{Log}/export.csv?actor=somebody");
        Assert.Contains($",contentRead,somebody,,{visit.SessionId},report,{Second}", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_log_is_named_and_checked_and_one_that_was_altered_or_removed_is_told()
    {
        var (second, third) = (new OtherProcess(_fixture.Clinic, Second), new OtherProcess(_fixture.Clinic, "gateways/10.0.0.4-8080"));
        foreach (var process in new[] { second, third })
            await process.WriteAsync((AuditAction.SignedIn, "somebody", null, null), (AuditAction.SignedOut, "somebody", null, null));
        Assert.Equal([":own", "gateways/10.0.0.2-8080:2", "gateways/10.0.0.4-8080:2"], await LogsAsync());
        var checkedBefore = await VerifyAsync(Second);
        Assert.Equal(("intact", 2), (Text(checkedBefore, "finding"), checkedBefore.GetProperty("size").GetInt32()));
        Assert.True(await ContinuesAsync(checkedBefore, Second));
        Assert.False(await ContinuesAsync(checkedBefore, log: null));

        var bytes = await File.ReadAllBytesAsync(second.LogFile);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(second.LogFile, bytes);
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(third.LogFile))!, recursive: true);

        Assert.Equal("altered", Text(await VerifyAsync(Second), "finding"));
        Assert.Equal("intact", Text(await _fixture.Administrator.GetAsync($"{Log}/verification").JsonAsync(), "finding"));
        Assert.Equal(Second, Text(await _fixture.Administrator.GetAsync(Log).JsonAsync(), "brokenLog"));
        Assert.Contains("10.0.0.4-8080:missing", await LogsAsync());
        Assert.Equal("rolledBack", Text(await VerifyAsync("10.0.0.4-8080"), "finding"));
    }

    [Fact]
    public async Task What_a_silo_erased_is_on_the_page_of_the_patients_practice_and_of_no_other()
    {
        var silo = new OtherProcess(_fixture.Clinic, Silo);
        await silo.WriteAsync("neighbour", (AuditAction.Erased, "retention", "their-session", "recording"));
        await silo.WriteAsync((AuditAction.Erased, "retention", "own-session", "recording"));

        var erased = Assert.Single(await EntriesAsync("?action=erased"));
        Assert.Equal((Silo, "own-session"), (Text(erased, "log"), Text(erased, "sessionId")));
    }

    [Fact]
    public async Task A_silos_log_is_every_practices_to_check()
    {
        await new OtherProcess(_fixture.Clinic, Silo).WriteAsync("neighbour", (AuditAction.Erased, "retention", "their-session", "recording"));

        Assert.Equal([":own", $"{Silo}:1"], await LogsAsync());
        Assert.Equal("intact", Text(await VerifyAsync(Silo), "finding"));
    }

    [Fact]
    public async Task A_log_that_is_begun_anew_while_the_gateway_runs_is_read_and_the_page_says_that_it_is_another()
    {
        var second = new OtherProcess(_fixture.Clinic, Second);
        await second.WriteAsync((AuditAction.SignedIn, "before", null, null), (AuditAction.SignedOut, "before", null, null));
        Assert.Equal(2, (await EntriesAsync("?actor=before")).Count);

        Directory.Delete(Path.GetDirectoryName(second.LogFile)!, recursive: true);
        await second.WriteAsync((AuditAction.SignedIn, "after", null, null));

        Assert.Single(await EntriesAsync("?actor=after"));
        var logs = (await _fixture.Administrator.GetAsync($"{Log}/logs").JsonAsync()).EnumerateArray();
        Assert.Equal([Second], logs.Where(log => log.GetProperty("replaced").GetBoolean()).Select(log => Text(log, "name")));
        Assert.Equal("foreignHead", Text(await VerifyAsync(Second), "finding"));
    }

    [Fact]
    public async Task A_neighbours_log_is_answered_as_if_it_did_not_exist()
    {
        await new OtherProcess(_fixture.Clinic, Neighbours).WriteAsync("neighbour", (AuditAction.SignedIn, "their-member", null, null));

        Assert.Equal([":own"], await LogsAsync());
        Assert.Empty(await EntriesAsync("?actor=their-member"));
        Assert.Equal("notFound", await _fixture.Administrator.GetAsync($"{Log}/verification?log={Neighbours}").ProblemAsync(404));
        var noted = new { size = 1, root = new string('0', 64), log = Neighbours };
        Assert.Equal("notFound", await _fixture.Administrator.PostAsync($"{Log}/comparison", noted).ProblemAsync(404));
    }

    private async Task<List<JsonElement>> EntriesAsync(string query) =>
        [.. (await _fixture.Administrator.GetAsync(Log + query).JsonAsync()).GetProperty("entries").EnumerateArray()];

    /// <summary>Each log with its number of entries, or what else there is to say.</summary>
    private async Task<List<string>> LogsAsync() =>
        [.. (await _fixture.Administrator.GetAsync($"{Log}/logs").JsonAsync()).EnumerateArray().Select(log =>
        {
            var entries = log.GetProperty("entries");
            var what = log.GetProperty("own").GetBoolean() ? "own" : entries.ValueKind == JsonValueKind.Null ? "missing" : entries.GetRawText();
            return $"{Text(log, "name")}:{what}";
        }).Order(StringComparer.Ordinal)];

    private Task<JsonElement> VerifyAsync(string log) => _fixture.Administrator.GetAsync($"{Log}/verification?log={log}").JsonAsync();

    private async Task<bool> ContinuesAsync(JsonElement noted, string? log)
    {
        var body = new { size = noted.GetProperty("size").GetInt64(), root = Text(noted, "root"), log };
        return (await _fixture.Administrator.PostAsync($"{Log}/comparison", body).JsonAsync()).GetProperty("continues").GetBoolean();
    }

    private static string Line(JsonElement entry) => $"{Text(entry, "log")} {Text(entry, "action")} {Text(entry, "detail")}";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "-";
}
