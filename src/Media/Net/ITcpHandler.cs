namespace PsyCare.Media.Net;

/// <summary>Hears what happens on the TCP port, from many threads at once; of one connection in order.</summary>
internal interface ITcpHandler
{
    /// <summary>A client has opened a connection.</summary>
    /// <returns>False closes it.</returns>
    bool OnOpened(TcpConnection connection);

    /// <summary>Bytes have come.</summary>
    /// <returns>False once the connection is closed.</returns>
    bool OnReceived(TcpConnection connection);

    /// <summary>The client has ended the connection, or the network has. Also called after we have closed it.</summary>
    void OnEnded(TcpConnection connection);
}
