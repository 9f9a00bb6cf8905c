using System.Globalization;
using System.Net;
using System.Text;
using PsyCare.Domain.Media;
using PsyCare.Media;
using PsyCare.Rtc.Layers;

namespace PsyCare.Benchmarks.Media;

/// <summary>Runs an endpoint for a benchmark in another process: reads what to do line by line, and says what came of it.</summary>
internal static class EndpointHost
{
    internal const string Command = "media-server";

    /// <summary>Serves until there are no more lines.</summary>
    internal static async Task ServeAsync(Func<MediaOptions, Nothing, IMediaEndpoint> create)
    {
        var options = new MediaOptions { Addresses = [IPAddress.Loopback], MaxPeers = 10_000, MaxConnecting = 10_000 };
        await using var endpoint = create(options, new Nothing());
        await endpoint.StartAsync(CancellationToken.None);
        while (Console.ReadLine() is { } line)
            Console.WriteLine(Obey(endpoint, line.Split(' ')));
    }

    internal static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    internal static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    private static string Obey(IMediaEndpoint endpoint, string[] words)
    {
        if (words[0] != "join")
            return GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture);
        endpoint.SetPolicy(words[1], new MediaPolicy(Call: true, Record: false, Analyse: false, TimeProvider.System.GetUtcNow()));
        return Encode(endpoint.Join(words[1], Enum.Parse<ParticipantRole>(words[2]), Decode(words[3])).Sdp);
    }

    /// <summary>Nobody records or analyses in this benchmark.</summary>
    internal sealed class Nothing : IFrameTap, IAudioLevelTap, IMediaRecorder, IMediaEvents
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
