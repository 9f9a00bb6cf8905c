using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PsyCare.Benchmarks.Media;

/// <summary>Janus' JSON protocol on a web socket: one request at a time, each answered by the message that repeats its transaction.</summary>
internal sealed class JanusClient(Uri address) : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _transactions;

    internal async Task ConnectAsync()
    {
        _socket.Options.AddSubProtocol("janus-protocol");
        await _socket.ConnectAsync(address, CancellationToken.None);
    }

    /// <summary>Asks; an acknowledgement alone is no answer.</summary>
    internal async Task<JsonNode> AskAsync(JsonObject request)
    {
        var transaction = $"t{_transactions++}";
        request["transaction"] = transaction;
        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(request), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var message = await ReceiveAsync();
            if ((string?)message["transaction"] != transaction || (string?)message["janus"] == "ack")
                continue;
            if (message["error"] is not null || message["plugindata"]?["data"]?["error"] is not null)
                throw new InvalidOperationException($"Janus: {message.ToJsonString()}");
            return message;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonNode> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += part.Count;
            if (part.EndOfMessage)
                return JsonNode.Parse(_buffer.AsSpan(0, length)) ?? throw new InvalidOperationException("Janus sent nothing.");
        }
    }
}
