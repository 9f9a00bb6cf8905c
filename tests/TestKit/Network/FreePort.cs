using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PsyCare.TestKit.Network;

/// <summary>
/// A port of this machine for a process that is started, killed and started again: free now, and below those that the system gives to outgoing
/// connections, so that no browser takes it while the process is down. None is given twice: who asks for two would otherwise once get the same
/// port twice, both being free.
/// </summary>
public static class FreePort
{
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    private static readonly ConcurrentDictionary<int, byte> Given = [];

    /// <summary>For TCP.</summary>
    public static int Tcp() => Find(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>For UDP.</summary>
    public static int Udp() => Find(SocketType.Dgram, ProtocolType.Udp);

    /// <summary>For both under the same number, as media need it.</summary>
    public static int UdpAndTcp()
    {
        while (true)
        {
            var port = Udp();
            if (TryBind(port, SocketType.Stream, ProtocolType.Tcp))
                return port;
        }
    }

    private static int Find(SocketType type, ProtocolType protocol)
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (TryBind(port, type, protocol) && Given.TryAdd(port, 0))
                return port;
        }
    }

    private static bool TryBind(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
