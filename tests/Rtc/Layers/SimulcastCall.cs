using PsyCare.Domain.Media;
using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.FakePatient;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Layers;

/// <summary>
/// A patient whose camera sends the fake patient in two sizes, real VP8 both, and a therapist who gets one of them through our server. The
/// clip has a key frame every two seconds; a request for one is answered by going on at the next.
/// </summary>
internal sealed class SimulcastCall : IDisposable
{
    public const ulong Ntp = 0xE000_0000_0000_0000;
    private const int FrameMs = 1000 / 15;
    private static readonly IReadOnlyList<EncodedFrame> Small = FakePatientClip.ReadSmallFrames();
    private static readonly IReadOnlyList<EncodedFrame> Large = FakePatientClip.ReadFrames();
    private static readonly byte[] Sound = new byte[80];
    private readonly Call.SharedClock _clock = new();
    private int _frame;

    public SimulcastCall(int seed)
    {
        Patient = new Call(new TestOffer { Rids = ["l", "h"] }, seed, clock: _clock).Connect();
        Therapist = new Call(seed: seed + 1, clock: _clock).Connect();
        Patient.Sink.ForwardTo = Therapist.Server;
        Downlink = new Bottleneck(Therapist.ToClient);
        Therapist.Sink.Transmit = (datagram, _, _) => Downlink.Send(datagram, _clock.Now);
        Therapist.Client.SendsArrivals = true;
        Therapist.Sink.AskForKeyframe = (source, now) => Patient.Server.RequestKeyframe(source, now);
    }

    public Call Patient { get; }

    public Call Therapist { get; }

    /// <summary>The therapist's network, from us.</summary>
    public Bottleneck Downlink { get; }

    public TestLayer Low => Patient.Client.Layers[0];

    public TestLayer High => Patient.Client.Layers[1];

    /// <summary>False stops the large layer, as a browser does whose network is slow.</summary>
    public bool SendsHigh { get; set; } = true;

    public int FramesSent => _frame;

    /// <summary>Sends frames of the clip in both sizes, interleaved as a pacer does, and lets their time pass.</summary>
    public void Film(int frames)
    {
        for (var end = _frame + frames; _frame < end; _frame++)
        {
            var timestamp = (uint)(_frame * 6000);
            if (_frame % 15 == 0)
            {
                var ntp = Ntp + ((ulong)_frame << 32) / 15;
                Patient.Client.SendSenderReport(Low, ntp, timestamp);
                Patient.Client.SendSenderReport(High, ntp, timestamp);
            }

            Patient.Client.SendVideoFrame(Low, Small[_frame % Small.Count].Data, timestamp);
            if (SendsHigh)
            {
                Patient.Client.SendVideoFrame(High, Large[_frame % Large.Count].Data, timestamp);
            }

            for (var sound = 0; sound < 3; sound++)
            {
                Patient.Client.SendAudioFrame(Sound, (uint)((_frame * 3) + sound) * 960);
            }

            Run(TimeSpan.FromMilliseconds(FrameMs));
        }
    }

    public void Run(TimeSpan time) => Patient.Run(time, now =>
    {
        Downlink.Run(now);
        Therapist.Pump();
    });

    /// <summary>What the therapist saw.</summary>
    public DecodedPictures Watch()
    {
        var seen = new DecodedPictures();
        seen.Decode(Therapist.Client.Received);
        return seen;
    }

    public void Dispose()
    {
        Patient.Dispose();
        Therapist.Dispose();
    }
}
