using System.Net;
using PsyCare.Rtc;

namespace PsyCare.Media.Net;

/// <summary>The remote address of a TCP connection, and the way to it.</summary>
internal sealed class TcpAddress(TcpConnection connection, IPEndPoint endPoint) : TransportAddress(endPoint, TransportProtocol.Tcp)
{
    internal TcpConnection Connection { get; } = connection;
}
