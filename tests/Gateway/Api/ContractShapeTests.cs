using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PsyCare.Contracts;
using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>What crosses grains, is stored or goes to a browser says what is so, not what we make of it: whoever reads it judges for themselves.</summary>
public sealed class ContractShapeTests
{
    private static readonly Assembly[] Contracts = [typeof(PracticePolicy).Assembly, typeof(StreamNames).Assembly, typeof(GatewayOptions).Assembly];

    private static readonly JsonSerializerOptions Json = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Fact]
    public void No_record_tells_a_verdict_that_is_computed_from_the_rest_of_it()
    {
        var told = Contracts.SelectMany(a => a.GetTypes()).Where(IsRecord).SelectMany(Verdicts).ToList();
        Assert.Empty(told);
    }

    [Fact]
    public void Such_a_verdict_would_be_found() => Assert.Equal(["Probe.IsValid"], Verdicts(typeof(Probe)));

    /// <summary>Booleans that JSON would hold and nobody can set.</summary>
    private static IEnumerable<string> Verdicts(Type record) => Json.GetTypeInfo(record).Properties
        .Where(p => p.PropertyType == typeof(bool) && p.Get is not null && p.AttributeProvider is PropertyInfo { CanWrite: false })
        .Select(p => $"{record.Name}.{((PropertyInfo)p.AttributeProvider!).Name}");

    private static bool IsRecord(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.GetMethod("<Clone>$") is not null;

    private sealed record Probe(string Text, bool Given)
    {
        public bool IsValid => Text.Length > 0 == Given;
    }
}
