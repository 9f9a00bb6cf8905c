namespace PsyCare.Rtc.Dtls;

/// <summary>Where a DTLS association stands.</summary>
public enum DtlsState
{
    /// <summary>Not yet agreed.</summary>
    Handshaking,

    /// <summary>Keys are agreed and the peer's certificate has the expected fingerprint.</summary>
    Connected,

    /// <summary>The handshake failed for good; nothing more is sent.</summary>
    Failed,

    /// <summary>Either side ended the association.</summary>
    Closed,
}
