namespace PsyCare.Rtc;

/// <summary>Where a peer connection is in its life.</summary>
public enum RtcPeerState
{
    /// <summary>Waiting for ICE checks and the DTLS handshake.</summary>
    Connecting,

    /// <summary>SRTP keys are in place and the remote side is alive.</summary>
    Connected,

    /// <summary>Was connected; nothing authentic has come for about five seconds. Returns to <see cref="Connected"/> by itself.</summary>
    Disconnected,

    /// <summary>Over for good; <see cref="RtcPeer.CloseReason"/> says why.</summary>
    Closed,
}

/// <summary>Why a peer connection ended.</summary>
public enum RtcCloseReason
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary><see cref="RtcPeer.Close"/> was called.</summary>
    Local,

    /// <summary>The remote side closed its DTLS association, as a browser does when the page leaves.</summary>
    Remote,

    /// <summary>No valid ICE check for 30 s (RFC 7675: consent to send has expired).</summary>
    ConsentExpired,

    /// <summary>The handshake did not complete within 30 s of the offer.</summary>
    ConnectTimeout,

    /// <summary>The DTLS handshake failed: no common cipher, wrong certificate fingerprint, or a fatal alert.</summary>
    DtlsFailed,
}
