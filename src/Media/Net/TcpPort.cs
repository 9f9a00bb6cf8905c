using System.Net;
using System.Net.Sockets;

namespace PsyCare.Media.Net;

/// <summary>The one TCP port: takes connections and reads each in a loop of its own, on the threads of the pool.</summary>
internal sealed class TcpPort : IDisposable
{
    private const int Backlog = 128;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener;
    private readonly ITcpHandler _handler;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Listens on all addresses, IPv6 included where the machine has it; nothing is taken before <see cref="Start"/>.</summary>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="handler">Hears of connections and what they bring.</param>
    /// <param name="clock">Time.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    internal TcpPort(int port, ITcpHandler handler, TimeProvider clock)
    {
        (_handler, _clock) = (handler, clock);
        _listener = AnyAddress.Bind(SocketType.Stream, port);
        _listener.Listen(Backlog);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    internal int Port { get; }

    internal void Start() => _ = AcceptAsync();

    /// <summary>Stops listening and reading. Connections are their owner's to close.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                await AcceptOneAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AcceptOneAsync()
    {
        Socket? socket = null;
        try
        {
            socket = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            var connection = new TcpConnection(socket);
            if (_handler.OnOpened(connection))
                _ = Task.Run(() => ReadAsync(connection)); // what is there at once must not hold up the next one
            else
                socket.Close(0); // a reset: refusing must leave nothing behind
        }
        catch (SocketException)
        {
            socket?.Dispose();
            if (socket is null)
                await Task.Delay(Pause, _clock, _stop.Token).ConfigureAwait(false); // too many are open: it would fail again at once
        }
    }

    private async Task ReadAsync(TcpConnection connection)
    {
        try
        {
            bool goesOn;
            do
            {
                var count = await connection.ReceiveAsync(_stop.Token).ConfigureAwait(false);
                connection.Frames.Advance(count);
                goesOn = count > 0 && _handler.OnReceived(connection);
            }
            while (goesOn);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed by one side or the other, or lost.
        }

        _handler.OnEnded(connection);
    }
}
