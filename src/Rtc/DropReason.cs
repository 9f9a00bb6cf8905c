namespace PsyCare.Rtc;

/// <summary>Why a datagram or packet was dropped. Drops are counted in <see cref="RtcPeerCounters"/>, never answered with an exception.</summary>
public enum DropReason
{
    /// <summary>Empty or shorter than any packet of its kind.</summary>
    TooShort,

    /// <summary>Longer than any datagram we negotiate.</summary>
    TooLong,

    /// <summary>First byte is none of STUN, DTLS, RTP or RTCP (RFC 7983).</summary>
    UnknownProtocol,

    /// <summary>Looks like STUN but is not well-formed, or is not a binding request.</summary>
    StunMalformed,

    /// <summary>A STUN request with a wrong user name, MESSAGE-INTEGRITY or FINGERPRINT.</summary>
    StunBadIntegrity,

    /// <summary>DTLS or SRTP from an address that has not passed an ICE check.</summary>
    AddressNotValidated,

    /// <summary>Starts like DTLS but does not hold whole records.</summary>
    DtlsMalformed,

    /// <summary>SRTP before the keys are there, or after the end.</summary>
    NotConnected,

    /// <summary>SRTP or SRTCP that does not authenticate.</summary>
    AuthenticationFailed,

    /// <summary>SRTP or SRTCP seen before, or older than the replay window.</summary>
    Replayed,

    /// <summary>Authentic, but not a well-formed RTP packet.</summary>
    RtpMalformed,

    /// <summary>Authentic, but not a well-formed RTCP compound.</summary>
    RtcpMalformed,

    /// <summary>RTP with a payload type that was not negotiated for receiving.</summary>
    UnknownPayloadType,

    /// <summary>Both an original and its retransmission came, or padding that a sender probes the network with on the retransmission stream.</summary>
    NothingNew,

    /// <summary>A simulcast packet that says neither by its SSRC nor by its restriction id which layer it belongs to.</summary>
    UnknownLayer,
}
