using System.Numerics;

namespace PsyCare.Training.Head;

/// <summary>Turns the eyes by the model's own shapes, lids included.</summary>
internal static class GazeShapes
{
    /// <summary>The gaze that a shape at full strength gives, about.</summary>
    private const float FullDegrees = 30;

    /// <summary>Adds the shapes of a gaze in degrees, to the person's left and upwards.</summary>
    public static void Add(Dictionary<string, float> weights, Vector2 gaze)
    {
        var (left, up) = (gaze.X / FullDegrees, gaze.Y / FullDegrees);
        weights["eyeLookOut_L"] = Math.Max(0, left);
        weights["eyeLookIn_R"] = Math.Max(0, left);
        weights["eyeLookIn_L"] = Math.Max(0, -left);
        weights["eyeLookOut_R"] = Math.Max(0, -left);
        foreach (var side in (ReadOnlySpan<string>)["_L", "_R"])
        {
            weights["eyeLookUp" + side] = Math.Max(0, up);
            weights["eyeLookDown" + side] = Math.Max(0, -up);
        }
    }
}
