using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using PsyCare.Domain.Affect;

namespace PsyCare.Vault.Affect;

/// <summary>
/// A block of affect samples as bytes: a version byte, then Brotli-compressed JSON. The names are short and are not the domain's: a
/// renamed property must not change yesterday's files.
/// </summary>
internal static partial class AffectBlock
{
    private const byte Version = 1;

    public static byte[] Encode(IReadOnlyList<AffectSample> samples)
    {
        using var block = new MemoryStream();
        block.WriteByte(Version);
        using (var compressed = new BrotliStream(block, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(compressed, [.. samples.Select(StoredSample.From)], BlockJson.Default.StoredSampleArray);
        }

        return block.ToArray();
    }

    /// <exception cref="SealBrokenException">Authentic, but of a version this release does not know.</exception>
    public static IEnumerable<AffectSample> Decode(byte[] block)
    {
        if (block.Length == 0 || block[0] != Version)
        {
            throw new SealBrokenException("This block of affect samples is of a version this release does not know.");
        }

        using var compressed = new BrotliStream(new MemoryStream(block, 1, block.Length - 1), CompressionMode.Decompress);
        var samples = JsonSerializer.Deserialize(compressed, BlockJson.Default.StoredSampleArray) ?? [];
        return samples.Select(sample => sample.ToSample());
    }

    internal sealed record StoredSample(
        [property: JsonPropertyName("n")] long Sequence,
        [property: JsonPropertyName("t")] long AtMs,
        [property: JsonPropertyName("m")] uint? MediaTimestamp,
        [property: JsonPropertyName("x")] int? NoReading,
        [property: JsonPropertyName("q")] float[]? Quality,
        [property: JsonPropertyName("u")] int[]? Units,
        [property: JsonPropertyName("i")] float[]? Intensities,
        [property: JsonPropertyName("e")] StoredEmotion[]? Emotions,
        [property: JsonPropertyName("d")] float[]? Deviations = null,
        [property: JsonPropertyName("a")] Dictionary<int, float>? Asymmetries = null)
    {
        public static StoredSample From(AffectSample sample)
        {
            var (noReading, quality, units, emotions) = sample.Reading;
            return new StoredSample(
                sample.Sequence,
                sample.AtMs,
                sample.MediaTimestamp,
                (int?)noReading,
                quality is null
                    ? null
                    : [quality.Overall, quality.FaceHeight, quality.Brightness, quality.YawDegrees, quality.PitchDegrees],
                units.Count == 0 ? null : [.. units.Select(unit => (int)unit.Unit)],
                units.Count == 0 ? null : [.. units.Select(unit => unit.Intensity)],
                emotions.Count == 0 ? null : [.. emotions.Select(StoredEmotion.From)],
                units.Any(unit => unit.Deviation is null) || units.Count == 0 ? null : [.. units.Select(unit => unit.Deviation!.Value)],
                AsymmetriesOf(units));
        }

        public AffectSample ToSample() => new(Sequence, AtMs, MediaTimestamp, new FaceReading(
            (NoReadingReason?)NoReading,
            Quality is [var overall, var height, var brightness, var yaw, var pitch]
                ? new FaceQuality(overall, height, brightness, yaw, pitch)
                : null,
            [.. (Units ?? []).Zip(Intensities ?? [], (unit, intensity) => new ActionUnitIntensity((ActionUnit)unit, intensity))
                .Select((unit, i) => unit with
                {
                    Deviation = i < Deviations?.Length ? Deviations[i] : null,
                    Asymmetry = Asymmetries?.TryGetValue((int)unit.Unit, out var asymmetry) == true ? asymmetry : null,
                })],
            [.. (Emotions ?? []).Select(emotion => emotion.ToEstimate())]));

        /// <summary>By the unit's number; null in most samples: few units are one-sided, and seldom.</summary>
        private static Dictionary<int, float>? AsymmetriesOf(IReadOnlyList<ActionUnitIntensity> units) =>
            units.Any(unit => unit.Asymmetry is not null)
                ? units.Where(unit => unit.Asymmetry is not null).ToDictionary(unit => (int)unit.Unit, unit => unit.Asymmetry!.Value)
                : null;
    }

    internal sealed record StoredEmotion(
        [property: JsonPropertyName("k")] int Emotion,
        [property: JsonPropertyName("c")] float Confidence,
        [property: JsonPropertyName("v")] int[] Evidence)
    {
        public static StoredEmotion From(EmotionEstimate estimate) =>
            new((int)estimate.Emotion, estimate.Confidence, [.. estimate.Evidence.Select(unit => (int)unit)]);

        public EmotionEstimate ToEstimate() => new((Emotion)Emotion, Confidence, [.. Evidence.Select(unit => (ActionUnit)unit)]);
    }

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(StoredSample[]))]
    private sealed partial class BlockJson : JsonSerializerContext;
}
