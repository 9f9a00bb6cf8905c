using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PsyCare.Vault.Audit;

/// <summary>
/// A statement of what the log held at a moment: whoever keeps it can later prove that nothing before it was changed or taken away. The
/// signature is RFC 6962's (3.5) with ECDSA over P-256, and <see cref="ToJson"/> the answer of its get-sth (4.3), with the public key added.
/// </summary>
/// <param name="Size">How many entries the log had.</param>
/// <param name="At">When.</param>
/// <param name="Root">Merkle root over them.</param>
/// <param name="Signature">A DigitallySigned struct (RFC 5246, 4.7).</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of the log's key, DER.</param>
public sealed partial record SignedTreeHead(long Size, DateTimeOffset At, byte[] Root, byte[] Signature, byte[] PublicKey)
{
    private const int SignedSize = 1 + 1 + sizeof(ulong) + sizeof(ulong) + MerkleHash.Size;
    private const byte TreeHash = 1;
    private const byte Sha256 = 4;
    private const byte Ecdsa = 3;
    private const int AlgorithmSize = 4;

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new Stored(Size, At.ToUnixTimeMilliseconds(), Root, Signature, PublicKey), HeadJson.Default.Stored);

    /// <summary>Reads what <see cref="ToJson"/> wrote; says nothing about its signature.</summary>
    /// <returns>Null where it is none.</returns>
    public static SignedTreeHead? Parse(string json)
    {
        try
        {
            var stored = JsonSerializer.Deserialize(json, HeadJson.Default.Stored);
            return stored is { Size: >= 0, Root.Length: MerkleHash.Size, Signature: not null, PublicKey: not null }
                ? new SignedTreeHead(
                    stored.Size, DateTimeOffset.FromUnixTimeMilliseconds(stored.Timestamp), stored.Root, stored.Signature, stored.PublicKey)
                : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Whether the log with that public key signed it.</summary>
    public bool IsSignedBy(ReadOnlySpan<byte> publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return Signature.AsSpan().StartsWith((ReadOnlySpan<byte>)[Sha256, Ecdsa])
            && Signature.Length > AlgorithmSize
            && BinaryPrimitives.ReadUInt16BigEndian(Signature.AsSpan(2)) == Signature.Length - AlgorithmSize
            && key.VerifyData(
                Signed(Size, At, Root), Signature.AsSpan(AlgorithmSize), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    internal static SignedTreeHead Sign(long size, DateTimeOffset at, byte[] root, ECDsa key)
    {
        var signature = key.SignData(Signed(size, at, root), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        byte[] signed = [Sha256, Ecdsa, (byte)(signature.Length >> 8), (byte)signature.Length, .. signature];
        return new SignedTreeHead(size, at, root, signed, key.ExportSubjectPublicKeyInfo());
    }

    // TreeHeadSignature: version v1 = 0, signature type tree_hash = 1, timestamp, size, root.
    private static byte[] Signed(long size, DateTimeOffset at, byte[] root)
    {
        var signed = new byte[SignedSize];
        signed[1] = TreeHash;
        BinaryPrimitives.WriteInt64BigEndian(signed.AsSpan(2), at.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(signed.AsSpan(2 + sizeof(ulong)), size);
        root.CopyTo(signed, 2 + (2 * sizeof(ulong)));
        return signed;
    }

    internal sealed record Stored(
        [property: JsonPropertyName("tree_size")] long Size,
        [property: JsonPropertyName("timestamp")] long Timestamp,
        [property: JsonPropertyName("sha256_root_hash")] byte[] Root,
        [property: JsonPropertyName("tree_head_signature")] byte[] Signature,
        [property: JsonPropertyName("public_key")] byte[] PublicKey);

    [JsonSerializable(typeof(Stored))]
    private sealed partial class HeadJson : JsonSerializerContext;
}
