using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace PsyCare.Benchmarks.Media;

/// <summary>
/// Debian's Janus with its videoroom plug-in. A call is a room of two, each with a connection that publishes and one that subscribes to the
/// other. ICE-lite as ours, one event loop as it has one core, no recording.
/// </summary>
internal sealed class JanusProcess : ServerUnderTest
{
    private readonly string _folder;
    private readonly JanusClient _client;
    private long _session;

    private JanusProcess(Process process, string folder, JanusClient client)
        : base(process) => (_folder, _client) = (folder, client);

    internal static async Task<ServerUnderTest> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("psycare-janus").FullName;
        var port = FreePort();
        WriteConfiguration(folder, port);
        var process = Start("janus", "-F", folder, "-C", Path.Combine(folder, "janus.jcfg"), "-o", "-d", "1");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var janus = new JanusProcess(process, folder, await ConnectAsync(new Uri($"ws://127.0.0.1:{port}")));
        janus._session = (long)(await janus._client.AskAsync(new JsonObject { ["janus"] = "create" }))["data"]!["id"]!;
        return janus;
    }

    internal override async Task<IReadOnlyList<LoadPeer>> CallAsync(LoadGenerator generator, int number)
    {
        var room = number + 1;
        await MessageAsync(await AttachAsync(), new JsonObject
        {
            ["request"] = "create",
            ["room"] = room,
            ["publishers"] = 2,
            ["audiocodec"] = "opus",
            ["videocodec"] = "vp8",
            ["bitrate"] = 0,
        });
        var (patient, patientFeed) = await PublishAsync(generator, room);
        var (clinician, clinicianFeed) = await PublishAsync(generator, room);
        generator.Connect(); // nobody can subscribe to a publisher before its keys are there
        await SubscribeAsync(generator, room, patientFeed);
        await SubscribeAsync(generator, room, clinicianFeed);
        return [patient, clinician];
    }

    public override async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(LoadPeer Peer, long Feed)> PublishAsync(LoadGenerator generator, int room)
    {
        var (peer, handle) = (generator.Add(), await AttachAsync());
        var joined = await MessageAsync(handle, new JsonObject { ["request"] = "join", ["ptype"] = "publisher", ["room"] = room });
        var answer = await MessageAsync(handle, new JsonObject { ["request"] = "publish" }, Description("offer", peer, "sendonly"));
        peer.Accept((string)answer["jsep"]!["sdp"]!, generator.Now);
        return (peer, (long)joined["plugindata"]!["data"]!["id"]!);
    }

    private async Task SubscribeAsync(LoadGenerator generator, int room, long feed)
    {
        var (peer, handle) = (generator.Add(), await AttachAsync());
        var streams = new JsonArray(new JsonObject { ["feed"] = feed });
        var attached = await MessageAsync(
            handle, new JsonObject { ["request"] = "join", ["ptype"] = "subscriber", ["room"] = room, ["streams"] = streams });
        await MessageAsync(
            handle, new JsonObject { ["request"] = "start", ["room"] = room }, Description("answer", peer, "recvonly"));
        peer.Accept((string)attached["jsep"]!["sdp"]!, generator.Now);
    }

    /// <summary>Our client's description. It is the client in DTLS, which Janus would rather be, and has an address, which Janus waits for.</summary>
    private static JsonObject Description(string type, LoadPeer peer, string direction) => new()
    {
        ["type"] = type,
        ["trickle"] = false,
        ["sdp"] = peer.Peer.Offer
            .Replace("a=setup:actpass", $"a=setup:active\r\na=candidate:1 1 udp 2130706431 {HostAddress} {peer.Port} typ host", StringComparison.Ordinal)
            .Replace("sendrecv", direction, StringComparison.Ordinal),
    };

    /// <summary>An address of this machine: Janus does not use the loopback interface.</summary>
    private static IPAddress HostAddress { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .First(a => a.AddressFamily == AddressFamily.InterNetwork);

    private async Task<long> AttachAsync() => (long)(await _client.AskAsync(new JsonObject
    {
        ["janus"] = "attach",
        ["session_id"] = _session,
        ["plugin"] = "janus.plugin.videoroom",
    }))["data"]!["id"]!;

    private Task<JsonNode> MessageAsync(long handle, JsonObject body, JsonObject? jsep = null)
    {
        var request = new JsonObject { ["janus"] = "message", ["session_id"] = _session, ["handle_id"] = handle, ["body"] = body };
        if (jsep is not null)
            request["jsep"] = jsep;
        return _client.AskAsync(request);
    }

    private static async Task<JanusClient> ConnectAsync(Uri address)
    {
        for (var attempt = 0; ; attempt++)
        {
            var client = new JanusClient(address);
            try
            {
                await client.ConnectAsync();
                return client;
            }
            catch (System.Net.WebSockets.WebSocketException) when (attempt < 100)
            {
                client.Dispose();
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static void WriteConfiguration(string folder, int port)
    {
        File.WriteAllText(Path.Combine(folder, "janus.jcfg"), string.Create(CultureInfo.InvariantCulture, $$"""
            general: {
              configs_folder = "{{folder}}"
              session_timeout = 0
              event_loops = 1
            }
            nat: {
              ice_lite = true
                      full_trickle = false
            }
            media: { no_media_timer = 0 }
            plugins: { disable = "libjanus_audiobridge.so,libjanus_echotest.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_nosip.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_videocall.so,libjanus_voicemail.so,libjanus_duktape.so,libjanus_lua.so" }
            transports: { disable = "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so" }
            """));
        File.WriteAllText(Path.Combine(folder, "janus.transport.websockets.jcfg"), string.Create(
            CultureInfo.InvariantCulture, $$"""general: { ws = true, ws_port = {{port}}, ws_ip = "127.0.0.1" }"""));
        File.WriteAllText(Path.Combine(folder, "janus.plugin.videoroom.jcfg"), "general: { }");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
