using System.Globalization;
using System.Text.RegularExpressions;
using PsyCare.Domain.Affect;
using PsyCare.TestKit;

namespace PsyCare.Domain.Tests.Affect;

public sealed partial class LimitedUnitsTests
{
    [Fact]
    public void The_client_marks_the_same_units()
    {
        var client = List().Match(File.ReadAllText(Path.Combine(Repository.Root, "src", "Web", "src", "core", "affect", "limited.ts"))).Groups[1].Value;
        Assert.Equal(
            client.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)),
            Enum.GetValues<ActionUnit>().Where(LimitedUnits.Contains).Select(unit => (int)unit));
    }

    [GeneratedRegex(@"new Set\(\[([^\]]+)\]\)")]
    private static partial Regex List();
}
