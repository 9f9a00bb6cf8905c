using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PsyCare.Domain.Media;
using PsyCare.Media;
using PsyCare.Rtc.Layers;

namespace PsyCare.Benchmarks.Media;

/// <summary>Our media server in a process of its own, told what to do line by line.</summary>
internal sealed class MediaServerProcess : ServerUnderTest
{
    internal const string Command = "media-server";
    private readonly Process _process;

    internal MediaServerProcess()
        : this(Start(Environment.ProcessPath!, typeof(MediaServerProcess).Assembly.Location, Command))
    {
    }

    private MediaServerProcess(Process process)
        : base(process) => _process = process;

    internal override long? AllocatedBytes => long.Parse(Ask("allocated"), CultureInfo.InvariantCulture);

    internal override Task<IReadOnlyList<LoadPeer>> CallAsync(LoadGenerator generator, int number)
    {
        var peers = new List<LoadPeer>();
        foreach (var role in Enum.GetValues<ParticipantRole>())
        {
            var peer = generator.Add();
            peer.Accept(Decode(Ask($"join {number} {role} {Encode(peer.Peer.Offer)}")), generator.Now);
            peers.Add(peer);
        }

        return Task.FromResult<IReadOnlyList<LoadPeer>>(peers);
    }

    /// <summary>The other end: reads commands until there are no more.</summary>
    internal static async Task ServeAsync()
    {
        var nothing = new Nothing();
        var options = new MediaOptions { Addresses = [IPAddress.Loopback], MaxPeers = 10_000, MaxConnecting = 10_000 };
        await using var server = new MediaServer(
            options, nothing, [nothing], nothing, nothing, TimeProvider.System, NullLogger<MediaServer>.Instance);
        await server.StartAsync(CancellationToken.None);
        while (Console.ReadLine() is { } line)
            Console.WriteLine(Obey(server, line.Split(' ')));
    }

    private static string Obey(MediaServer server, string[] words)
    {
        if (words[0] != "join")
            return GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture);
        server.SetPolicy(words[1], new MediaPolicy(Call: true, Record: false, Analyse: false, TimeProvider.System.GetUtcNow()));
        return Encode(server.Join(words[1], Enum.Parse<ParticipantRole>(words[2]), Decode(words[3])).Sdp);
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(_process.StandardError.ReadToEnd());
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    /// <summary>Nobody records or analyses in this benchmark.</summary>
    private sealed class Nothing : IFrameTap, IAudioLevelTap, IMediaRecorder, IMediaEvents
    {
        public void OnFrame(string sessionId, EncodedFrame frame)
        {
        }

        public void OnLevel(string sessionId, ParticipantRole participant, long atMs, int dBov, bool voice)
        {
        }

        public Task<ISegmentWriter> OpenSegmentAsync(
            string sessionId, ParticipantRole participant, long startMs, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public void OnConnection(string sessionId, ParticipantRole participant, string resourceId, ConnectionState state)
        {
        }

        public void OnPicture(string sessionId, ParticipantRole participant, string resourceId, ViewedPicture picture)
        {
        }

        public void OnRecording(string sessionId, ParticipantRole participant, SegmentState state)
        {
        }
    }
}
