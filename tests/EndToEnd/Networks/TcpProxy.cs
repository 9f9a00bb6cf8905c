using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>Stands between one page and the TCP port of the media server, and can tear every connection, as a network does.</summary>
internal sealed partial class TcpProxy : IDisposable
{
    private readonly TcpListener _front = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];
    private int _serverPort;

    /// <summary>Connections that the page has opened so far.</summary>
    public int Opened { get; private set; }

    /// <summary>Stands between them from the page's next offer on.</summary>
    public async Task AttachAsync(IPage page)
    {
        _front.Start();
        _ = AcceptAsync();
        await WhipAnswers.RewriteAsync(page, Redirect);
    }

    /// <summary>Tears all connections, both sides at once. New ones are let through.</summary>
    public void Tear()
    {
        lock (_open)
        {
            foreach (var side in _open)
                side.Close(0);
            _open.Clear();
        }
    }

    public void Dispose()
    {
        _front.Dispose();
        Tear();
    }

    [GeneratedRegex(@"(?<before>a=candidate:\S+ 1 tcp \d+ 127\.0\.0\.1) (?<port>\d+) typ host tcptype passive\r\n")]
    private static partial Regex Candidate();

    private string Redirect(string answer)
    {
        var candidate = Candidate().Match(answer);
        Assert.True(candidate.Success, answer);
        _serverPort = int.Parse(candidate.Groups["port"].ValueSpan, provider: null);
        return Candidate().Replace(answer, $"${{before}} {((IPEndPoint)_front.LocalEndpoint).Port} typ host tcptype passive\r\n");
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var (client, server) = (await _front.AcceptTcpClientAsync(), new TcpClient { NoDelay = true });
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                lock (_open)
                {
                    Opened++;
                    _open.AddRange([client.Client, server.Client]);
                }

                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Torn.
        }

        from.Dispose();
        to.Dispose();
    }
}
