namespace PsyCare.Rtc.Srtp;

/// <summary>What became of a protected packet.</summary>
public enum SrtpResult
{
    /// <summary>The packet is authentic and new; it was decrypted.</summary>
    Ok,

    /// <summary>Too few bytes for a header and a tag.</summary>
    TooShort,

    /// <summary>The tag does not match: forged, damaged, or protected with another key.</summary>
    AuthenticationFailed,

    /// <summary>Already seen, or older than the replay window reaches.</summary>
    Replayed,

    /// <summary>Not RTP/RTCP version 2, a header longer than the packet, unencrypted RTCP, or more sources than are tracked.</summary>
    Malformed,
}
