using System.Text.Json;
using System.Text.Json.Nodes;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Gateway.Tests.Tenants;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>Two administrators have the same page open and save one after the other, or at once.</summary>
public sealed class TwoAdministratorsTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    private const string Policy = "/api/practice/policy";
    private const string Retention = "/api/practice/retention";
    private const string Lines = "/api/practice/crisis-lines";

    private Browser Administrator => fixture.Own.Administrator;

    [Fact]
    public async Task Who_saves_second_takes_back_nothing_that_the_first_changed()
    {
        var seen = await ReadAsync(Policy);
        await SaveAsync(Policy, seen, ("emotionAnalysis", false), ("markerSuggestions", false)).JsonAsync();
        var after = await SaveAsync(Policy, seen, ("supervisionNeedsConsent", false)).JsonAsync();

        Assert.False(after.GetProperty("emotionAnalysis").GetBoolean());
        Assert.False(after.GetProperty("supervisionNeedsConsent").GetBoolean());
        await SaveAsync(Policy, Node(after), ("emotionAnalysis", true), ("markerSuggestions", true), ("supervisionNeedsConsent", true)).JsonAsync();
    }

    [Fact]
    public async Task Who_changes_the_same_is_told_what_was_changed_and_nothing_of_theirs_is_saved()
    {
        var seen = await ReadAsync(Retention);
        await SaveAsync(Retention, seen, ("recordingDays", 60)).JsonAsync();
        Assert.Equal(["recordingDays"], await ConflictAsync(SaveAsync(Retention, seen, ("recordingDays", 90), ("affectDays", 200))));
        Assert.Equal(60, (await ReadAsync(Retention))["recordingDays"]!.GetValue<int>());

        seen = await ReadAsync("/api/crisis-lines");
        await SaveAsync(Lines, seen, ("emergencyNumber", "118")).JsonAsync();
        Assert.Equal(["emergencyNumber"], await ConflictAsync(SaveAsync(Lines, seen, ("emergencyNumber", "113"))));
        Assert.Equal("118", (await ReadAsync("/api/crisis-lines"))["emergencyNumber"]!.GetValue<string>());
    }

    [Fact]
    public async Task Three_parts_saved_at_once_many_times_are_all_kept()
    {
        for (var round = 1; round <= 10; round++)
        {
            var analysis = round % 2 == 0;
            var (policy, retention, lines) = (await ReadAsync(Policy), await ReadAsync(Retention), await ReadAsync("/api/crisis-lines"));
            await Task.WhenAll(
                SaveAsync(Policy, policy, ("emotionAnalysis", analysis)).JsonAsync(),
                SaveAsync(Retention, retention, ("affectDays", 100 + round)).JsonAsync(),
                SaveAsync(Lines, lines, ("emergencyNumber", $"11{round % 10}")).JsonAsync());
            Assert.Equal(analysis, (await ReadAsync(Policy))["emotionAnalysis"]!.GetValue<bool>());
            Assert.Equal(100 + round, (await ReadAsync(Retention))["affectDays"]!.GetValue<int>());
            Assert.Equal($"11{round % 10}", (await ReadAsync("/api/crisis-lines"))["emergencyNumber"]!.GetValue<string>());
        }
    }

    private async Task<JsonObject> ReadAsync(string path) => Node(await Administrator.GetAsync(path).JsonAsync());

    private Task<HttpResponseMessage> SaveAsync(string path, JsonObject seen, params (string Name, JsonNode Value)[] changes)
    {
        var wanted = seen.DeepClone().AsObject();
        wanted["seen"] = seen.DeepClone();
        foreach (var (name, value) in changes)
            wanted[name] = value;
        return Administrator.PutAsync(path, wanted);
    }

    /// <summary>The settings that the refusal names.</summary>
    private static async Task<IEnumerable<string?>> ConflictAsync(Task<HttpResponseMessage> pending)
    {
        Assert.Equal("conflict", await pending.ProblemAsync(409));
        var problem = JsonDocument.Parse(await (await pending).Content.ReadAsStringAsync()).RootElement;
        return problem.GetProperty("fields").EnumerateArray().Select(f => f.GetString());
    }

    private static JsonObject Node(JsonElement element) => JsonSerializer.SerializeToNode(element)!.AsObject();
}
