using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;
using PsyCare.TestKit.Rtc;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>
/// A patient without a browser, on a real socket, who sends the fake patient in two sizes: VP8 that was encoded long ago, so that both flow at their
/// rates (480 and 185 kbit/s) on the slowest machine.
/// </summary>
internal sealed class HeadlessPatient : IAsyncDisposable
{
    /// <summary>Lines of the two pictures.</summary>
    public const int LargeLines = 480, SmallLines = 240;

    private const int ClockPerFrame = 90_000 / 15;
    private const ulong Ntp = 0xE000_0000_0000_0000;

    /// <summary>Ten seconds of the clip in which every two are alike to an encoder; they begin with a key frame.</summary>
    private static readonly Range Steady = 120..270;

    private static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1.0 / 15);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TestPeer _peer = new(new TestOffer { Rids = ["l", "h"] });
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMilliseconds(10));
    private readonly Shot[] _shots;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly byte[] _buffer = new byte[2048];
    private Task _run = Task.CompletedTask;
    private TimeSpan _nextFrame;
    private int _frame;

    private HeadlessPatient()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _shots =
        [
            new Shot(_peer.Layers[0], FakePatientClip.ReadSmallFrames().Take(Steady).ToArray()),
            new Shot(_peer.Layers[1], FakePatientClip.ReadFrames().Take(Steady).ToArray()),
        ];
        _peer.Transmit = datagram => _socket.SendTo(datagram, SocketFlags.None, _peer.Server!);
        _peer.OnPacket = static (_, in _) => { };
    }

    private TimeSpan Now => Stopwatch.GetElapsedTime(_begin);

    /// <summary>Joins by the documented signalling (RFC 9725) and begins to send.</summary>
    public static async Task<HeadlessPatient> JoinAsync(string whipUrl, string token)
    {
        var patient = new HeadlessPatient();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var offer = new StringContent(patient._peer.Offer, Encoding.UTF8, "application/sdp");
        using var answer = await http.PostAsync(new Uri(whipUrl), offer);
        answer.EnsureSuccessStatusCode();
        patient._peer.Accept(await answer.Content.ReadAsStringAsync(), patient.Now);
        patient._run = patient.RunAsync();
        return patient;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _run;
        _peer.Dispose();
        _socket.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            while (_socket.Available > 0)
                _peer.HandleDatagram(_buffer.AsSpan(0, _socket.Receive(_buffer)), Now);
            _peer.HandleTimeout(Now);
            if (_peer.IsConnected && Now >= _nextFrame)
                SendFrame();
        }
    }

    private void SendFrame()
    {
        // A machine that was busy does not make up for what it has missed.
        _nextFrame = _nextFrame + FrameTime > Now ? _nextFrame + FrameTime : Now + FrameTime;
        var timestamp = (uint)(_frame * ClockPerFrame);
        foreach (var shot in _shots)
        {
            if (_frame % 15 == 0)
                _peer.SendSenderReport(shot.Layer, Ntp + (((ulong)_frame << 32) / 15), timestamp);
            _peer.SendVideoFrame(shot.Layer, shot.Next(), timestamp);
        }

        _frame++;
    }

    /// <summary>The clip as one layer sends it: in a circle, and on to the next key frame when it is asked for one, as an encoder makes one.</summary>
    private sealed class Shot(TestLayer layer, EncodedFrame[] frames)
    {
        private int _next;
        private int _answered;

        public TestLayer Layer => layer;

        public byte[] Next()
        {
            while (_answered < layer.KeyframeRequests && !frames[_next].IsKeyframe)
                _next = (_next + 1) % frames.Length;
            _answered = layer.KeyframeRequests;
            var frame = frames[_next];
            _next = (_next + 1) % frames.Length;
            return frame.Data;
        }
    }
}
