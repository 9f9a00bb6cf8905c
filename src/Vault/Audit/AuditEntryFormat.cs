using System.Text.Json;
using System.Text.Json.Serialization;

namespace PsyCare.Vault.Audit;

/// <summary>An entry as bytes: a version byte, then JSON with short names of its own.</summary>
internal static partial class AuditEntryFormat
{
    private const byte Version = 1;

    public static byte[] Encode(AuditEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new Stored(entry.At.ToUnixTimeMilliseconds(), (int)entry.Action, entry.ActorId, entry.SessionId, entry.Detail, StoredFile.Of(entry.File), entry.PracticeId),
            EntryJson.Default.Stored);
        return [Version, .. json];
    }

    /// <exception cref="SealBrokenException">Authentic, but of a version this release does not know.</exception>
    public static AuditEntry Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [Version, ..] || JsonSerializer.Deserialize(bytes[1..], EntryJson.Default.Stored) is not { } stored)
        {
            throw new SealBrokenException("This audit entry is of a version this release does not know.");
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(stored.AtMs);
        return new AuditEntry(at, (AuditAction)stored.Action, stored.ActorId, stored.SessionId, stored.Detail, stored.File?.ToExtent(), stored.PracticeId);
    }

    internal sealed record Stored(
        [property: JsonPropertyName("t")] long AtMs,
        [property: JsonPropertyName("a")] int Action,
        [property: JsonPropertyName("w")] string ActorId,
        [property: JsonPropertyName("s")] string? SessionId,
        [property: JsonPropertyName("d")] string? Detail,
        [property: JsonPropertyName("f")] StoredFile? File = null,
        [property: JsonPropertyName("p")] string? PracticeId = null);

    internal sealed record StoredFile(
        [property: JsonPropertyName("n")] int Chunks,
        [property: JsonPropertyName("b")] long Bytes,
        [property: JsonPropertyName("e")] bool Finished,
        [property: JsonPropertyName("h")] string? Heads,
        [property: JsonPropertyName("c")] string? Sha256)
    {
        public static StoredFile? Of(SealedExtent? extent) =>
            extent is null ? null : new StoredFile(extent.Chunks, extent.Bytes, extent.Finished, extent.Heads, extent.Sha256);

        public SealedExtent ToExtent() => new(Chunks, Bytes, Finished, Heads, Sha256);
    }

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Stored))]
    private sealed partial class EntryJson : JsonSerializerContext;
}
