using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PsyCare.EndToEnd.Tests;

/// <summary>
/// A bad network between one page and the media port: its answers name this proxy, which loses datagrams both ways by a seeded random, and
/// carries so much to the page and no more.
/// </summary>
internal sealed partial class LossyProxy(int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly Socket _front = Bind();
    private readonly ConcurrentDictionary<EndPoint, Socket> _backs = new();
    private volatile IPEndPoint? _server;

    /// <summary>Share of datagrams lost, 0-1.</summary>
    public double Loss { get; set; }

    /// <summary>What the way to the page carries, bit/s; 0 is no limit.</summary>
    public double BitsPerSecond { get; set; }

    /// <summary>Stands between this page and the media server from its next offer on.</summary>
    public async Task AttachAsync(IPage page)
    {
        _ = PumpAsync(_front, async (from, datagram) => await Back(from).SendToAsync(datagram, SocketFlags.None, _server!));
        await WhipAnswers.RewriteAsync(page, Redirect);
    }

    public void Dispose()
    {
        _front.Dispose();
        foreach (var back in _backs.Values)
            back.Dispose();
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    [GeneratedRegex(@"a=candidate:\S+ 1 udp \d+ [\d.]+ (?<port>\d+) typ host\r\n")]
    private static partial Regex Candidate();

    [GeneratedRegex(@"a=candidate:.*\r\n")]
    private static partial Regex AnyCandidate();

    private string Redirect(string answer)
    {
        var candidate = Candidate().Match(answer);
        Assert.True(candidate.Success, answer);
        _server = new IPEndPoint(IPAddress.Loopback, int.Parse(candidate.Groups["port"].ValueSpan, provider: null));
        var ours = $"a=candidate:1 1 udp 2130706431 127.0.0.1 {((IPEndPoint)_front.LocalEndPoint!).Port} typ host\r\n";
        return AnyCandidate().Replace(answer, string.Empty).Replace("a=end-of-candidates", ours + "a=end-of-candidates", StringComparison.Ordinal);
    }

    private Socket Back(EndPoint client) => _backs.GetOrAdd(client, key =>
    {
        var back = Bind();
        var link = new SlowLink(async datagram => await _front.SendToAsync(datagram, SocketFlags.None, key));
        _ = UntilDisposedAsync(link.RunAsync);
        _ = PumpAsync(back, (_, datagram) =>
        {
            link.Send(datagram, BitsPerSecond);
            return Task.CompletedTask;
        });
        return back;
    });

    private Task PumpAsync(Socket socket, Func<EndPoint, ReadOnlyMemory<byte>, Task> send) => UntilDisposedAsync(async () =>
    {
        var buffer = new byte[2048];
        while (true)
        {
            var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
            if (!IsLost())
                await send(received.RemoteEndPoint, buffer.AsMemory(0, received.ReceivedBytes));
        }
    });

    private static async Task UntilDisposedAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // Disposed: the test is over.
        }
    }

    private bool IsLost()
    {
        lock (_random)
            return _random.NextDouble() < Loss;
    }
}
