namespace PsyCare.Rtc.Dtls;

/// <summary>Which side of the handshake this is.</summary>
public enum DtlsRole
{
    /// <summary>Waits for the ClientHello (SDP <c>setup:passive</c>): what the endpoint always is.</summary>
    Server,

    /// <summary>Sends the ClientHello (SDP <c>setup:active</c>): test peers.</summary>
    Client,
}
