using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PsyCare.Reports.Fhir;
using PsyCare.TestKit;

namespace PsyCare.Reports.Tests;

/// <summary>Checked with npm's fhir, a validator that is not ours.</summary>
public sealed class FhirTests
{
    private static readonly JsonObject Bundle = FhirBundle.Of(
        Examples.Heading,
        [Examples.Session, Examples.Session with { Session = Examples.Sessions[8], DurationMs = 0, Report = null, Notes = [], Consents = [] }]);

    [Fact]
    public void A_bundle_is_valid_R4() => Assert.Equal("", Errors(Bundle));

    [Fact]
    public void The_validator_finds_what_is_wrong()
    {
        var broken = (JsonObject)Bundle.DeepClone();
        Resources(broken).First(r => (string?)r["resourceType"] == "Observation")["status"] = "done";
        Assert.Contains("Observation.status", Errors(broken), StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_every_kind_of_resource_and_each_reference_leads_to_one()
    {
        var resources = Resources(Bundle).ToList();
        var kinds = resources.Select(r => (string)r["resourceType"]!).ToHashSet();
        Assert.Superset(new HashSet<string> { "Patient", "Encounter", "Observation", "DocumentReference", "Consent", "Provenance" }, kinds);
        var ids = resources.Select(r => $"{r["resourceType"]}/{r["id"]}").ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(resources, r => Assert.Matches("^[A-Za-z0-9.-]{1,64}$", (string)r["id"]!));
        Assert.Empty(References(Bundle).Except(ids));
    }

    [Fact]
    public void Its_numbers_are_the_reports()
    {
        var observation = Resources(Bundle).First(r => (string?)r["resourceType"] == "Observation");
        var happiness = observation["component"]!.AsArray()
            .Single(c => (string?)c!["code"]!["coding"]![0]!["code"] == "happiness")!;
        Assert.Equal(Examples.Session.Report!.Summary.Channels[0].Mean, (double)happiness["valueQuantity"]!["value"]!, 4);
        Assert.Equal(
            [("au4", true), ("au12", false)],
            observation["component"]!.AsArray().Select(c => c!["code"]!["coding"]![0]!).Where(c => ((string)c["code"]!).StartsWith("au", StringComparison.Ordinal))
                .Select(c => ((string)c["code"]!, ((string)c["display"]!).EndsWith("of limited reliability", StringComparison.Ordinal))));
        Assert.Equal("preliminary", (string?)observation["status"]);
        var note = Resources(Bundle).First(r => (string?)r["resourceType"] == "DocumentReference")["content"]![0]!["attachment"]!;
        Assert.Equal(Examples.Note, Encoding.UTF8.GetString(Convert.FromBase64String((string)note["data"]!)));
    }

    private static IEnumerable<JsonObject> Resources(JsonObject bundle) =>
        bundle["entry"]!.AsArray().Select(e => e!["resource"]!.AsObject());

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p =>
            p.Key == "reference" && p.Value is JsonValue v ? [(string)v!] : p.Value is null ? [] : References(p.Value)),
        JsonArray a => a.Where(i => i is not null).SelectMany(i => References(i!)),
        _ => [],
    };

    private static string Errors(JsonObject bundle) => Tool.Run(
        JsonSerializer.SerializeToUtf8Bytes(bundle), "node", path =>
        [Path.Combine(Repository.Root, "tests/Reports/validate.cjs"), Path.Combine(Repository.Root, "src/Web"), path]);
}
