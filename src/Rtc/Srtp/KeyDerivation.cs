using System.Security.Cryptography;

namespace PsyCare.Rtc.Srtp;

/// <summary>Session keys from a master key and salt: AES-CM as a pseudo-random function (RFC 3711 section 4.3), key derivation rate 0.</summary>
internal static class KeyDerivation
{
    internal const byte RtpEncryption = 0, RtpAuthentication = 1, RtpSalt = 2;
    internal const byte RtcpEncryption = 3, RtcpAuthentication = 4, RtcpSalt = 5;

    private const int BlockSize = 16;
    private const int LabelPosition = 7;

    /// <summary>Fills <paramref name="output"/> with the key material of one label.</summary>
    /// <param name="key">16-byte master key.</param>
    /// <param name="salt">Master salt, 14 bytes, or 12 for AEAD (zero-padded on the right, RFC 7714 section 11).</param>
    /// <param name="label">Which session key.</param>
    /// <param name="output">Receives the derived bytes.</param>
    internal static void Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, byte label, Span<byte> output)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> counter = stackalloc byte[BlockSize];
        Span<byte> block = stackalloc byte[BlockSize];
        counter.Clear();
        salt.CopyTo(counter);
        counter[LabelPosition] ^= label;
        for (var offset = 0; offset < output.Length; offset += BlockSize)
        {
            counter[^1] = (byte)(offset / BlockSize);
            aes.EncryptEcb(counter, block, PaddingMode.None);
            block[..Math.Min(BlockSize, output.Length - offset)].CopyTo(output[offset..]);
        }

        CryptographicOperations.ZeroMemory(block);
    }

    internal static byte[] Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, byte label, int length)
    {
        var output = new byte[length];
        Derive(key, salt, label, output);
        return output;
    }
}
