using System.Net;
using System.Net.Sockets;

namespace PsyCare.Media.Net;

/// <summary>Sockets on all addresses of the machine, IPv6 included where it has it.</summary>
internal static class AnyAddress
{
    /// <summary>A bound socket.</summary>
    /// <param name="type">Datagrams or a stream.</param>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    internal static Socket Bind(SocketType type, int port)
    {
        if (Socket.OSSupportsIPv6)
        {
            var dual = new Socket(AddressFamily.InterNetworkV6, type, ProtocolOf(type)) { DualMode = true };
            try
            {
                dual.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
                return dual;
            }
            catch (SocketException exception)
            {
                dual.Dispose();
                if (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
                    throw; // anything else: a machine without IPv6 addresses, as many containers are
            }
        }

        var socket = new Socket(AddressFamily.InterNetwork, type, ProtocolOf(type));
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        return socket;
    }

    private static ProtocolType ProtocolOf(SocketType type) => type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp;
}
