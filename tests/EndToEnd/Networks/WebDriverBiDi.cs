using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>
/// As much of WebDriver BiDi (W3C) as the tests need: one command at a time, its answer. Firefox speaks it without a driver in between.
/// </summary>
internal sealed class WebDriverBiDi : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();
    private int _id;

    /// <summary>Connects to a browser and begins a session.</summary>
    public static async Task<WebDriverBiDi> ConnectAsync(Uri address)
    {
        var driver = new WebDriverBiDi();
        using var patience = new CancellationTokenSource(Patience);
        await driver._socket.ConnectAsync(new Uri(address, "session"), patience.Token);
        await driver.SendAsync("session.new", new JsonObject { ["capabilities"] = new JsonObject() });
        return driver;
    }

    /// <summary>Sends a command.</summary>
    /// <returns>Its result.</returns>
    /// <exception cref="InvalidOperationException">The browser refuses it.</exception>
    public async Task<JsonElement> SendAsync(string method, JsonObject parameters)
    {
        var id = ++_id;
        using var patience = new CancellationTokenSource(Patience);
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, true, patience.Token);
        while (true)
        {
            using var message = JsonDocument.Parse(await ReceiveAsync(patience.Token));
            if (!message.RootElement.TryGetProperty("id", out var answered) || answered.ValueKind != JsonValueKind.Number || answered.GetInt32() != id)
                continue;
            return message.RootElement.TryGetProperty("result", out var result)
                ? result.Clone()
                : throw new InvalidOperationException($"{method}: {message.RootElement}");
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
    {
        var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            message.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return message.ToArray();
    }
}
