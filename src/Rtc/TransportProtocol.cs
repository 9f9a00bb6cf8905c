namespace PsyCare.Rtc;

/// <summary>What carries datagrams between a client and us.</summary>
public enum TransportProtocol
{
    /// <summary>UDP, which is preferred.</summary>
    Udp,

    /// <summary>A TCP connection that the client has opened (RFC 6544), each datagram in a frame (RFC 4571).</summary>
    Tcp,
}
