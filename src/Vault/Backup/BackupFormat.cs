using System.Text.Json;
using System.Text.Json.Serialization;

namespace PsyCare.Vault.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Path">Within the data folder, with slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Hash of them, lower-case hexadecimal.</param>
internal sealed record BackupFile(string Path, long Length, string Sha256);

/// <summary>
/// A backup is a POSIX tar file: the data folder's files as they rest, sealed, and as its last entry <see cref="ManifestName"/>, JSON that lists them
/// with their hashes. A backup without it was cut off. No key is in it.
/// </summary>
internal static partial class BackupFormat
{
    public const string ManifestName = "psycare-backup.json";

    private const int Version = 1;

    public static byte[] Manifest(IReadOnlyList<BackupFile> files) =>
        JsonSerializer.SerializeToUtf8Bytes(new Stored(Version, files), ManifestJson.Default.Stored);

    /// <exception cref="InvalidDataException">Damaged, or of a version that this release does not know.</exception>
    public static IReadOnlyList<BackupFile> Read(Stream manifest)
    {
        try
        {
            if (JsonSerializer.Deserialize(manifest, ManifestJson.Default.Stored) is { Version: Version, Files: { } files })
            {
                return files;
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The backup's list of files is damaged.", e);
        }

        throw new InvalidDataException("The backup is of a version that this release does not know.");
    }

    private sealed record Stored(int Version, IReadOnlyList<BackupFile> Files);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Stored))]
    private sealed partial class ManifestJson : JsonSerializerContext;
}
