using System.Net;
using System.Net.Sockets;

namespace PsyCare.Rtc;

/// <summary>
/// A remote address, made once and then shared: the <see cref="System.Net.SocketAddress"/> lets a socket send without allocating, the
/// end point is what STUN reports. IPv4-mapped IPv6 (from a dual-mode socket) counts as IPv4 in <see cref="EndPoint"/>. An address over TCP is
/// one connection: it equals nothing but itself, for what comes later from the same port is another connection.
/// </summary>
public class TransportAddress : IEquatable<TransportAddress>
{
    /// <summary>An address in both forms.</summary>
    /// <param name="endPoint">The address as the socket reports it.</param>
    /// <param name="protocol">What carries datagrams to it.</param>
    public TransportAddress(IPEndPoint endPoint, TransportProtocol protocol = TransportProtocol.Udp)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Protocol = protocol;
        SocketAddress = endPoint.Serialize();
        EndPoint = endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
    }

    /// <summary>The address as the socket wants it, in the family it was received in.</summary>
    public SocketAddress SocketAddress { get; }

    /// <summary>The address with IPv4-mapped IPv6 unmapped.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What carries datagrams to it.</summary>
    public TransportProtocol Protocol { get; }

    /// <summary>The UDP address a socket call filled in.</summary>
    /// <param name="socketAddress">An IPv4 or IPv6 socket address; it is copied.</param>
    public static TransportAddress From(SocketAddress socketAddress)
    {
        ArgumentNullException.ThrowIfNull(socketAddress);
        var family = socketAddress.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        return new TransportAddress((IPEndPoint)new IPEndPoint(family, 0).Create(socketAddress));
    }

    /// <inheritdoc/>
    public bool Equals(TransportAddress? other) => ReferenceEquals(this, other)
        || (other is { Protocol: TransportProtocol.Udp } && Protocol == TransportProtocol.Udp && EndPoint.Equals(other.EndPoint));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TransportAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => EndPoint.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => EndPoint.ToString();
}
