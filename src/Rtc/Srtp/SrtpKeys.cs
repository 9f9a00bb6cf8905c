namespace PsyCare.Rtc.Srtp;

/// <summary>Master keys and salts that a DTLS-SRTP handshake produced (RFC 5764 section 4.2).</summary>
/// <param name="Profile">The negotiated protection profile; it fixes the lengths of the other members.</param>
/// <param name="LocalKey">Master key for packets that this side sends.</param>
/// <param name="LocalSalt">Master salt for packets that this side sends.</param>
/// <param name="RemoteKey">Master key for packets that the peer sends.</param>
/// <param name="RemoteSalt">Master salt for packets that the peer sends.</param>
public sealed record SrtpKeys(SrtpProfile Profile, byte[] LocalKey, byte[] LocalSalt, byte[] RemoteKey, byte[] RemoteSalt)
{
    /// <summary>Hides the key material from logs.</summary>
    /// <returns>The profile only.</returns>
    public override string ToString() => $"SrtpKeys {{ {Profile} }}";
}
