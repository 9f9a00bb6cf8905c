using System.Text.Json.Serialization;

namespace PsyCare.Domain.Workspaces;

/// <summary>
/// A category's colour, of a palette that people with any colour vision tell apart (Okabe and Ito, Color Universal Design, 2008). The client
/// never uses it alone: the label or key stands beside it.
/// </summary>
public enum MarkerColor
{
    /// <summary>#0072B2.</summary>
    Blue = 1,

    /// <summary>#E69F00.</summary>
    Orange = 2,

    /// <summary>#009E73.</summary>
    Green = 3,

    /// <summary>#CC79A7.</summary>
    Purple = 4,

    /// <summary>#D55E00.</summary>
    Vermilion = 5,

    /// <summary>#56B4E9.</summary>
    Sky = 6,

    /// <summary>#F0E442.</summary>
    Yellow = 7,

    /// <summary>Neutral.</summary>
    Grey = 8,
}

/// <summary>A kind of moment that a therapist marks.</summary>
/// <param name="Id">What markers carry.</param>
/// <param name="Label">Its name; empty for one that came with the product (<see cref="Defaults"/>): that is named in the reader's language.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Key">The one key that drops such a marker: a digit or a lower-case letter.</param>
/// <param name="Retired">No longer offered; earlier markers still carry it.</param>
public sealed record MarkerCategory(string Id, string Label, MarkerColor Color, string Key, bool Retired = false)
{
    /// <summary>Longest label, characters.</summary>
    public const int MaxLabelLength = 40;

    /// <summary>Most categories in use, and most of all.</summary>
    public const int MaxInUse = 9;

    /// <summary>Most categories, retired ones among them.</summary>
    public const int MaxAll = 100;

    /// <summary>Keys that mean something else in the session room: a marker without a category, and hiding everything.</summary>
    public static IReadOnlyList<string> TakenKeys { get; } = ["m", "h"];

    /// <summary>What everybody begins with.</summary>
    public static IReadOnlyList<MarkerCategory> Defaults { get; } =
    [
        new("insight", "", MarkerColor.Blue, "1"),
        new("avoidance", "", MarkerColor.Orange, "2"),
        new("rupture", "", MarkerColor.Purple, "3"),
        new("risk", "", MarkerColor.Vermilion, "4"),
    ];

    /// <summary>Whether it can be kept.</summary>
    [JsonIgnore]
    public bool IsValid =>
        Ids.IsValid(Id) && Enum.IsDefined(Color)
        && (Practices.Names.IsValid(Label) && Label.Length <= MaxLabelLength || Label.Length == 0 && Defaults.Any(d => d.Id == Id))
        && Key is [var key] && (char.IsAsciiLetterLower(key) || char.IsAsciiDigit(key)) && !TakenKeys.Contains(Key);
}
