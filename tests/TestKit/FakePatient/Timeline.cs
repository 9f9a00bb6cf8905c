using System.Text.Json;
using PsyCare.Domain.Affect;

namespace PsyCare.TestKit.FakePatient;

/// <summary>What the fake patient does in one frame.</summary>
/// <param name="T">Seconds from the start of the clip.</param>
/// <param name="Event">neutral, happiness, surprise, anger, sadness, turned away or too dark.</param>
/// <param name="Au">Activation of each active unit, 0 to 1, by name (AU12).</param>
/// <param name="Yaw">The head's yaw, degrees.</param>
/// <param name="Light">Brightness of the scene, 0 to 1.</param>
public sealed record TimelineFrame(double T, string Event, IReadOnlyDictionary<string, float> Au, float Yaw, float Light)
{
    /// <summary>Activation of <paramref name="unit"/>, 0 to 1.</summary>
    public float Activation(ActionUnit unit) => Au.GetValueOrDefault($"AU{(int)unit}");
}

/// <summary>What the fake patient does, frame by frame, as it was rendered.</summary>
/// <param name="Fps">Frames a second.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Frames">One for each frame of the clip.</param>
public sealed record Timeline(int Fps, int Width, int Height, int Seconds, IReadOnlyList<TimelineFrame> Frames)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads timeline.json.</summary>
    public static Timeline Read(Stream stream) =>
        JsonSerializer.Deserialize<Timeline>(stream, Options) ?? throw new InvalidDataException("The timeline is empty");
}
