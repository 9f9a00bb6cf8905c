using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>A minimal SignalR client: JSON hub protocol over a plain WebSocket (aspnet/SignalR specs, HubProtocol.md).</summary>
public sealed class HubClient : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1E;
    private const int Invocation = 1;
    private const int Completion = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<JsonElement> _pushes = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<JsonElement> _completions = Channel.CreateUnbounded<JsonElement>();
    private Task _reading = Task.CompletedTask;
    private int _invocations;

    public static async Task<HubClient> ConnectAsync(Browser browser, string? origin = null)
    {
        var client = new HubClient();
        if (browser.Cookie is not null)
            client._socket.Options.SetRequestHeader("Cookie", browser.Cookie);
        if (origin is not null)
            client._socket.Options.SetRequestHeader("Origin", origin);
        await client._socket.ConnectAsync(new UriBuilder(browser.Url) { Scheme = "ws", Path = "/hubs/session" }.Uri, CancellationToken.None);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        client._reading = client.ReadAsync();
        return client;
    }

    /// <summary>Joins a session.</summary>
    /// <returns>What the hub answered.</returns>
    public async Task<JsonElement> JoinAsync(string sessionId, long afterSequence = 0)
    {
        var completion = await InvokeAsync("Join", sessionId, afterSequence);
        Assert.False(completion.TryGetProperty("error", out var error), error.ValueKind == JsonValueKind.Undefined ? "" : error.GetString());
        return completion.GetProperty("result");
    }

    public async Task<JsonElement> InvokeAsync(string target, params object[] arguments)
    {
        var id = Interlocked.Increment(ref _invocations);
        await SendAsync(JsonSerializer.Serialize(new { type = Invocation, invocationId = $"{id}", target, arguments }));
        using var patience = new CancellationTokenSource(Patience);
        return await _completions.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next push to <paramref name="target"/> whose argument is as wanted; others are passed over.</summary>
    public async Task<JsonElement> PushAsync(string target, Func<JsonElement, bool>? wanted = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var push in _pushes.Reader.ReadAllAsync(patience.Token))
        {
            if (push.GetProperty("target").GetString() == target && wanted?.Invoke(push.GetProperty("arguments")[0]) != false)
                return push.GetProperty("arguments")[0];
        }

        throw new InvalidOperationException("The connection has ended.");
    }

    /// <summary>Whether the server has ended the connection.</summary>
    public bool IsClosed => _reading.IsCompleted;

    /// <summary>Waits until the server ends the connection.</summary>
    public Task ClosedAsync() => _reading.WaitAsync(Patience);

    /// <summary>Everything pushed so far and not yet asked for.</summary>
    public IReadOnlyList<JsonElement> Drain()
    {
        List<JsonElement> pushes = [];
        while (_pushes.Reader.TryRead(out var push))
            pushes.Add(push);
        return pushes;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _reading;
        _stop.Dispose();
    }

    private Task SendAsync(string message) =>
        _socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(message), RecordSeparator], WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        List<byte> pending = [];
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                foreach (var b in buffer.AsSpan(0, received.Count))
                {
                    if (b != RecordSeparator)
                    {
                        pending.Add(b);
                        continue;
                    }

                    Dispatch(JsonDocument.Parse(pending.ToArray()).RootElement);
                    pending.Clear();
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The connection has ended.
        }

        _pushes.Writer.TryComplete();
        _completions.Writer.TryComplete();
    }

    private void Dispatch(JsonElement message)
    {
        if (!message.TryGetProperty("type", out var type))
            return;
        if (type.GetInt32() == Invocation)
            _pushes.Writer.TryWrite(message);
        else if (type.GetInt32() == Completion)
            _completions.Writer.TryWrite(message);
    }
}
