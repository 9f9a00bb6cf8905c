using System.Text.Json;

namespace PsyCare.Silo.Transfer;

/// <summary>A grain's state under way from one storage to another; sealed, so it opens only with the same keys.</summary>
/// <param name="Storage">Name of the storage.</param>
/// <param name="Type">The grain's type.</param>
/// <param name="Key">The grain's key.</param>
/// <param name="Name">Which state of the grain.</param>
/// <param name="Payload">The sealed state.</param>
internal sealed record StateRecord(string Storage, string Type, string Key, string Name, byte[] Payload);

/// <summary>
/// Grain state in a file: a header line, then one JSON object a line, then a line with their number, so that a file that was cut off is told
/// from a whole one.
/// </summary>
internal static class StateFile
{
    private const string Header = """{"format":"psycare-state","version":1}""";

    /// <summary>Writes all states; returns how many.</summary>
    public static async Task<int> WriteAsync(Stream output, IAsyncEnumerable<StateRecord> states)
    {
        await using var writer = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync(Header);
        var count = 0;
        await foreach (var state in states)
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(state));
            count++;
        }

        await writer.WriteLineAsync(JsonSerializer.Serialize(new { count }));
        return count;
    }

    /// <summary>Reads a file as a whole.</summary>
    /// <exception cref="InvalidDataException">Not such a file, of an unknown version, cut off or damaged.</exception>
    public static async Task<IReadOnlyList<StateRecord>> ReadAsync(Stream input)
    {
        using var reader = new StreamReader(input, leaveOpen: true);
        if (await reader.ReadLineAsync() != Header)
            throw new InvalidDataException("This is not a file of PsyCare state, or one of a version that this program does not know.");
        var states = new List<StateRecord>();
        while (await reader.ReadLineAsync() is { } line)
        {
            try
            {
                if (reader.Peek() >= 0)
                    states.Add(JsonSerializer.Deserialize<StateRecord>(line)!);
                else if (JsonDocument.Parse(line).RootElement.GetProperty("count").GetInt32() == states.Count)
                    return states;
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new InvalidDataException($"Line {states.Count + 2} is damaged, or the file was cut off there.", e);
            }
        }

        throw new InvalidDataException("The file was cut off.");
    }
}
