using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization;
using PsyCare.Contracts;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Grains.Tests.Hosting;

namespace PsyCare.Grains.Tests.Wire;

/// <summary>
/// During a rolling upgrade, silos and gateways of two versions talk to each other. <c>formats.txt</c> holds every message as a version of ours
/// once wrote it: its alias, its bytes, and what was in it. A line is never changed, only added.
/// </summary>
public sealed class WireFormatTests : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const string WithoutSides =
        "MAHBrzyECWpzb25AcVBzeUNhcmUuRG9tYWluLkFmZmVjdC5BY3Rpb25Vbml0SW50ZW5zaXR5LFBzeUNhcmUuRG9tYWluQVN7IlVuaXQiOjEyLCJJbn"
        + "RlbnNpdHkiOjMsIkRldmlhdGlvbiI6MC41feA=";
    private const string WithSides =
        "MAHBrzyECWpzb25AcVBzeUNhcmUuRG9tYWluLkFmZmVjdC5BY3Rpb25Vbml0SW50ZW5zaXR5LFBzeUNhcmUuRG9tYWluQXV7IlVuaXQiOjEyLCJJbn"
        + "RlbnNpdHkiOjMsIkRldmlhdGlvbiI6MC41LCJBc3ltbWV0cnkiOi0yLjV94A==";

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(ClusterGrainHost.AddDomain).BuildServiceProvider();

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    public static TheoryData<string, string, string> Written()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var parts in Lines())
            data.Add(parts[0], parts[1], parts[2]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void A_message_of_an_earlier_version_is_read(string alias, string bytes, string content)
    {
        var read = Serializer.Deserialize<object>(Convert.FromBase64String(bytes))!;
        Assert.Equal(alias, AliasOf(read.GetType()));
        AssertHolds(JsonNode.Parse(content), JsonSerializer.SerializeToNode(read, read.GetType(), Json), alias);
    }

    [Fact]
    public void Every_message_is_pinned()
    {
        var pinned = Lines().Select(l => l[0]).ToHashSet();
        var missing = Messages().Where(t => !pinned.Contains(AliasOf(t)!)).Select(Line).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "Add to tests/Grains/Wire/formats.txt:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void A_refusal_of_an_earlier_version_is_read()
    {
        const string bytes = "MAHiOtngH3BzeWNhcmUucmVmdXNlZEAjUmVmdXNlZDogTm90Rm91bmTBAcEBYQAVE4DoCAMF4A==";
        var read = (RefusedException)Serializer.Deserialize<object>(Convert.FromBase64String(bytes))!;
        Assert.Equal((Refusal.NotFound, null), (read.Refusal, read.Fields));
    }

    [Fact]
    public void A_refusal_says_what_it_is_about()
    {
        var bytes = Serializer.SerializeToArray<object>(new RefusedException(Refusal.Conflict) { Fields = new[] { "RecordingDays" } });
        Assert.Equal(["RecordingDays"], ((RefusedException)Serializer.Deserialize<object>(bytes)!).Fields!);
    }

    /// <summary>Readings go from silos to gateways ten times a second, as JSON.</summary>
    [Theory]
    [InlineData(WithoutSides, null)]
    [InlineData(WithSides, -2.5f)]
    public void A_unit_whose_sides_are_alike_is_written_as_earlier_versions_did_and_read_as_they_wrote_it(string bytes, float? asymmetry)
    {
        var unit = new ActionUnitIntensity(ActionUnit.LipCornerPuller, 3) { Deviation = 0.5f, Asymmetry = asymmetry };

        Assert.Equal(bytes, Convert.ToBase64String(Serializer.SerializeToArray<object>(unit)));
        Assert.Equal(unit, Serializer.Deserialize<object>(Convert.FromBase64String(bytes)));
    }

    public void Dispose() => _services.Dispose();

    private static IEnumerable<string[]> Lines() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Wire", "formats.txt")).Where(l => l.Length > 0).Select(l => l.Split('\t'));

    private static IEnumerable<Type> Messages() => typeof(ISessionGrain).Assembly.GetTypes()
        .Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), false) && !t.IsAssignableTo(typeof(Exception)));

    private static string? AliasOf(Type type) =>
        ((AliasAttribute?)Attribute.GetCustomAttribute(type, typeof(AliasAttribute)))?.Alias;

    /// <summary>A line of formats.txt as this version writes it.</summary>
    private string Line(Type type)
    {
        var message = SampleMessage.Of(type);
        return $"{AliasOf(type)}\t{Convert.ToBase64String(Serializer.SerializeToArray(message))}\t{JsonSerializer.Serialize(message, type, Json)}";
    }

    /// <summary>What was in a message is in it still; a later version may read more. Whether a value is valid its reader finds out anew: no loss.</summary>
    private static void AssertHolds(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject o:
                foreach (var (name, value) in o.Where(p => p.Key != "IsValid"))
                    AssertHolds(value, actual![name], $"{path}.{name}");
                break;
            case JsonArray a:
                Assert.Equal(a.Count, actual!.AsArray().Count);
                for (var i = 0; i < a.Count; i++)
                    AssertHolds(a[i], actual[i], $"{path}[{i}]");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{path}: {expected?.ToJsonString()} was read as {actual?.ToJsonString()}");
                break;
        }
    }
}
