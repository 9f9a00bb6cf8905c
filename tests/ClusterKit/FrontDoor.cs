using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PsyCare.ClusterKit;

/// <summary>
/// A load balancer in miniature: hands every TCP connection on to the first gateway that takes it. A second door that prefers another
/// gateway puts two people on two gateways.
/// </summary>
public sealed class FrontDoor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IReadOnlyList<Node> _gateways;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _visitors = [];
    private readonly Task _loop;

    /// <summary>Opens a door.</summary>
    /// <param name="gateways">In order of preference.</param>
    public FrontDoor(params IReadOnlyList<Node> gateways)
    {
        _gateways = gateways;
        _listener.Start();
        _loop = AcceptAsync();
    }

    /// <summary>Where browsers knock.</summary>
    public string Address => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Cuts every connection off: whoever comes again gets the gateway that is preferred.</summary>
    public void CutOff()
    {
        foreach (var visitor in _visitors.Keys)
            visitor.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient visitor)
    {
        using (visitor)
        using (var gateway = await ConnectAsync())
        {
            if (gateway is null)
                return;
            _visitors[visitor] = true;
            var (a, b) = (visitor.GetStream(), gateway.GetStream());
            // Whichever side goes takes the other with it.
            await Task.WhenAny(CopyAsync(a, b), CopyAsync(b, a));
            _visitors.TryRemove(visitor, out _);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to, _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone.
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        foreach (var gateway in _gateways)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, gateway.HttpPort, _stop.Token);
                return client;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                client.Dispose();
            }
        }

        return null;
    }
}
