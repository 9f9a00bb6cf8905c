using PsyCare.Domain.Affect;
using PsyCare.Training.Head;

namespace PsyCare.Training.Samples;

/// <summary>Names of the numbers that are known of a sample, in their order.</summary>
internal static class SampleColumns
{
    /// <summary>Landmarks that tell how much of a region is covered.</summary>
    public static readonly IReadOnlyDictionary<string, int[]> Regions = new Dictionary<string, int[]>
    {
        ["brow_right"] = [70, 63, 105, 66, 107],
        ["brow_left"] = [300, 293, 334, 296, 336],
        ["eye_right"] = [33, 133, 159, 145, 158, 153],
        ["eye_left"] = [263, 362, 386, 374, 385, 380],
        ["nose"] = [1, 98, 327, 4, 195],
        ["mouth"] = [61, 291, 0, 17, 40, 270, 91, 321],
        ["chin"] = [152, 200, 176, 400],
    };

    private static readonly string[] Others =
    [
        "session", "neutral", "yaw", "pitch", "roll", "gaze_left", "gaze_up", "shift_x", "shift_y", "shift_size", "shift_angle",
        "tone", "age", "beard", "glasses", "pixels_per_cm", "quantizer", "brightness", "noise", "occluded",
    ];

    /// <summary>All columns: units left and right (AU12_L), covered shares of regions (cover_mouth), the others.</summary>
    public static readonly string[] Names =
    [
        .. UnitShapes.Columns.SelectMany(unit => new[] { $"AU{(int)unit}_L", $"AU{(int)unit}_R" }),
        .. Regions.Keys.Select(region => "cover_" + region),
        .. Others,
    ];

    private static readonly Dictionary<string, int> Places = Names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);

    /// <summary>Where a column is.</summary>
    public static int Of(string name) => Places[name];

    /// <summary>Where a unit's left column is; the right one follows.</summary>
    public static int Of(ActionUnit unit) => Places[$"AU{(int)unit}_L"];
}
