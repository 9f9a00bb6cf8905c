using System.Security.Cryptography;
using System.Text;

namespace PsyCare.Rtc.Ice;

/// <summary>One side's ICE user fragment and password (RFC 8445 section 5.3).</summary>
/// <param name="Ufrag">User fragment.</param>
/// <param name="Pwd">Password.</param>
internal sealed record IceCredentials(string Ufrag, string Pwd)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Key of MESSAGE-INTEGRITY.</summary>
    internal byte[] Key { get; } = Encoding.ASCII.GetBytes(Pwd);

    /// <summary>Random credentials: 48 bits of ufrag, as many peers share one port and are found by it, and 144 bits of password.</summary>
    internal static IceCredentials Create() =>
        new(RandomNumberGenerator.GetString(Alphabet, 8), RandomNumberGenerator.GetString(Alphabet, 24));
}
