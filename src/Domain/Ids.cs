using System.Buffers.Text;
using System.Security.Cryptography;

namespace PsyCare.Domain;

/// <summary>Makes opaque identifiers: they carry no meaning, so they may stand in a URL, a log or a grain key.</summary>
public static class Ids
{
    private const int EntropyBytes = 16;
    private const int MaxLength = 64;

    /// <summary>A new identifier: 128 random bits as 22 characters of base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(EntropyBytes));

    /// <summary>Whether <paramref name="id"/> could be an identifier: 1 to 64 characters of <c>A-Z a-z 0-9 - _</c>.</summary>
    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= MaxLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
