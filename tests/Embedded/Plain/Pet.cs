using System.Text.Json.Serialization;

namespace PsyCare.Embedded.Tests.Plain;

/// <summary>Plain types that know nothing of grains and travel as JSON.</summary>
public sealed record Pet(string Name, IReadOnlyList<string> Tricks);

public sealed class Kennel
{
    [JsonInclude]
    public IReadOnlyList<Pet> Pets { get; private set; } = [];

    [JsonIgnore]
    public int Size { get; } = 3;

    public void Add(Pet pet) => Pets = [.. Pets, pet];
}

/// <summary>Does not come back from JSON as it went in.</summary>
public sealed class Forgetful(string name)
{
    public string Label { get; } = name;

    public IList<string> Given { get; } = [];
}
