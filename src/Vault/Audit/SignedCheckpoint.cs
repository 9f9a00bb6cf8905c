using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PsyCare.Vault.Audit;

/// <summary>
/// The signature of an audit log's key over how much of a recording is on disk: whoever has the log's public key can tell that the file begins
/// with what was recorded until then, without any data key. ECDSA P-256 over SHA-256, ASN.1 DER, of
/// <c>"psycare/checkpoint/v1" 0 sessionId 0 fileId 0 | chunks u32 | bytes i64 | chain of heads(32)</c>, big-endian. A tree head's begins with a
/// zero byte (RFC 6962, 3.5), so neither passes for the other.
/// </summary>
public static class SignedCheckpoint
{
    private const int NumbersSize = sizeof(uint) + sizeof(long);

    /// <summary>Whether the log with that public key signed it.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="fileId">The file: a segment.</param>
    /// <param name="extent">What was signed; nothing without <see cref="SealedExtent.Heads"/> was.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="publicKey">SubjectPublicKeyInfo of the log's key, DER.</param>
    public static bool IsSigned(string sessionId, string fileId, SealedExtent extent, byte[] signature, ReadOnlySpan<byte> publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return IsSigned(sessionId, fileId, extent, signature, key);
    }

    internal static bool IsSigned(string sessionId, string fileId, SealedExtent extent, byte[] signature, ECDsa key) =>
        extent.Heads is not null && key.VerifyData(
            Signed(sessionId, fileId, extent), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    internal static byte[] Sign(string sessionId, string fileId, SealedExtent extent, ECDsa key) =>
        key.SignData(Signed(sessionId, fileId, extent), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static byte[] Signed(string sessionId, string fileId, SealedExtent extent)
    {
        Span<byte> numbers = stackalloc byte[NumbersSize];
        BinaryPrimitives.WriteInt32BigEndian(numbers, extent.Chunks);
        BinaryPrimitives.WriteInt64BigEndian(numbers[sizeof(uint)..], extent.Bytes);
        return [.. Encoding.ASCII.GetBytes($"psycare/checkpoint/v1\0{sessionId}\0{fileId}\0"), .. numbers, .. Convert.FromHexString(extent.Heads!)];
    }
}
