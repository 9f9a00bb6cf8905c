namespace PsyCare.Architecture.Tests;

/// <summary>The arrows that the house allows. A new arrow is a decision: change it here and say why in an ADR.</summary>
public sealed class HouseRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Contracts"] = ["Domain", "Embedded"],
        ["Grains"] = ["Contracts", "Domain", "Embedded"],
        ["Embedded"] = [],
        ["Rtc"] = [],
        ["Media"] = ["Rtc", "Domain", "Contracts"],
        ["Media.SipSorcery"] = ["Media", "Rtc", "Domain"],
        ["OnnxRuntime"] = [],
        ["Vision"] = ["Domain", "OnnxRuntime"],
        ["Vault"] = ["Domain"],
        ["Reports"] = ["Domain"],
        ["Gateway"] = ["Contracts", "Domain", "Media", "Vault", "Reports", "Embedded"],
        ["Silo"] = ["Contracts", "Domain", "Grains", "Embedded", "Media", "Media.SipSorcery", "Vision", "Vault", "Gateway", "Rtc"],
    };

    [Fact]
    public void Every_room_has_a_rule() => Assert.Equal(Allowed.Keys.Order(), ProjectReferences.OfSource.Keys.Order());

    [Fact]
    public void No_room_depends_on_one_it_may_not()
    {
        var forbidden = ProjectReferences.OfSource
            .SelectMany(room => room.Value.Except(Allowed[room.Key]).Select(target => $"{room.Key} -> {target}"));
        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("Rtc")]
    [InlineData("Vision")]
    [InlineData("Vault")]
    [InlineData("Domain")]
    public void Rooms_that_know_nothing_of_Orleans_do_not_name_it(string room) =>
        Assert.DoesNotContain(ProjectReferences.SourcesOf(room), f => File.ReadAllText(f).Contains("using Orleans", StringComparison.Ordinal));

    [Theory]
    [InlineData("Grains")]
    [InlineData("Contracts")]
    public void A_grain_is_written_once_for_both_editions(string room) =>
        Assert.DoesNotContain(
            ProjectReferences.SourcesOf(room),
            f => File.ReadLines(f).Any(l => l.TrimStart().StartsWith("#if", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Grains")]
    [InlineData("Contracts")]
    public void Grains_never_name_the_host_that_runs_them(string room) =>
        Assert.DoesNotContain(
            ProjectReferences.SourcesOf(room),
            f => File.ReadAllText(f).Contains("PsyCare.Embedded", StringComparison.Ordinal));

    [Fact]
    public void Every_room_says_what_it_holds() =>
        Assert.DoesNotContain(
            ProjectReferences.OfSource.Keys,
            room => !File.Exists(Path.Combine(ProjectReferences.Root, "src", room, "README.md")));
}
