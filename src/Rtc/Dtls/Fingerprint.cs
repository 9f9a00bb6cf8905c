using System.Globalization;
using System.Security.Cryptography;

namespace PsyCare.Rtc.Dtls;

/// <summary>Certificate fingerprints in the form of RFC 8122: hex pairs joined by colons.</summary>
internal static class Fingerprint
{
    internal static string Format(ReadOnlySpan<byte> hash) =>
        string.Join(':', hash.ToArray().Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));

    /// <summary>Reads a SHA-256 fingerprint in either letter case.</summary>
    /// <exception cref="ArgumentException">Not 32 hex pairs.</exception>
    internal static byte[] Parse(string text)
    {
        var pairs = text.Split(':');
        var hash = new byte[SHA256.HashSizeInBytes];
        if (pairs.Length != hash.Length)
            throw new ArgumentException("A SHA-256 fingerprint has 32 hex pairs.", nameof(text));
        for (var i = 0; i < hash.Length; i++)
            if (pairs[i].Length != 2 || !byte.TryParse(pairs[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out hash[i]))
                throw new ArgumentException("A fingerprint is hex pairs joined by colons.", nameof(text));
        return hash;
    }
}
