namespace PsyCare.Rtc.Sdp;

/// <summary>
/// ICE parameters outside of a whole description: a body of application/trickle-ice-sdpfrag (RFC 8840 section 9), with which a WHIP client
/// restarts ICE (RFC 9725 section 4.3.3). Candidates in it are not needed: ours is the lite side.
/// </summary>
/// <param name="Ufrag">The user fragment.</param>
/// <param name="Pwd">The password.</param>
public sealed record IceFragment(string Ufrag, string Pwd)
{
    /// <summary>Reads a fragment; a whole description will do as well. In a bundle the first parameters are everybody's.</summary>
    /// <param name="text">The text, lines ended by CRLF or LF.</param>
    /// <exception cref="SdpRejectedException">It is too large, has no ICE parameters, or illegal ones.</exception>
    public static IceFragment Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > SdpOffer.MaxLength)
        {
            throw new SdpRejectedException(SdpRejection.TooLarge, "The fragment is larger than 64 KiB.");
        }

        return new IceFragment(
            CheckUfrag(First(text, "a=ice-ufrag:"), "fragment"),
            CheckPwd(First(text, "a=ice-pwd:"), "fragment"));
    }

    internal static string CheckUfrag(string? value, string where) => Check(value, 4, where);

    internal static string CheckPwd(string? value, string where) => Check(value, 22, where);

    /// <summary>The grammar of RFC 8839 section 5.4: at most 256 characters of the base64 alphabet.</summary>
    private static string Check(string? value, int minLength, string where)
    {
        if (value is null)
        {
            throw new SdpRejectedException(SdpRejection.NoIceCredentials, $"The {where} has no ICE credentials.");
        }

        var legal = value.Length >= minLength && value.Length <= 256 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/');
        return legal ? value : throw new SdpRejectedException(SdpRejection.Malformed, $"The {where} has illegal ICE credentials.");
    }

    private static string? First(string text, string prefix)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
            {
                return line[prefix.Length..].Trim().ToString();
            }
        }

        return null;
    }
}
