using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Tests.Peer;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Scenarios;

/// <summary>
/// A camera (30 frames a second of three packets) and a microphone (a packet every 20 ms) on a call with 50 ms of round trip, and the
/// recorder's side of it: sound and picture put in order, keyframes asked for when needed.
/// </summary>
internal sealed class Conversation : IDisposable
{
    private readonly Vp8FrameAssembler _assembler = new();
    private readonly OpusReorderer _reorderer = new();
    private readonly bool _films;
    private TimeSpan _nextFrame;
    private TimeSpan _nextSound;
    private int _answered = -1;

    public Conversation(int seed, bool films = true, TestOffer? offer = null, Call.SharedClock? clock = null)
    {
        Call = new Call(offer ?? new TestOffer { AudioNack = true }, seed, clock: clock).Connect();
        Call.ToServer.Delay = Call.ToClient.Delay = TimeSpan.FromMilliseconds(25);
        (Call.Sink.Assembler, Call.Sink.Reorderer) = (_assembler, _reorderer);
        _films = films;
        (_nextFrame, _nextSound) = (Call.Now, Call.Now);
    }

    public Call Call { get; }

    public int FramesSent { get; private set; }

    public int SoundsSent { get; private set; }

    /// <summary>Both directions lose so much from now on.</summary>
    public void Lose(double loss, double meanBurst)
    {
        Call.ToServer.Loss = Call.ToClient.Loss = loss;
        Call.ToServer.MeanBurst = Call.ToClient.MeanBurst = meanBurst;
    }

    /// <summary>Talks for a while, then is silent for a second, in which what was lost last can come.</summary>
    public void Talk(TimeSpan duration, Action<TimeSpan>? everyStep = null)
    {
        Call.Run(duration, now =>
        {
            Send(now);
            Record(now);
            everyStep?.Invoke(now);
        });
        Call.Run(TimeSpan.FromSeconds(1), now =>
        {
            Record(now);
            everyStep?.Invoke(now);
        });
        (_nextFrame, _nextSound) = (Call.Now, Call.Now);
    }

    public void Dispose()
    {
        Call.Dispose();
        _assembler.Dispose();
        _reorderer.Dispose();
    }

    private void Send(TimeSpan now)
    {
        if (_nextSound <= now)
        {
            _nextSound += TimeSpan.FromMilliseconds(20);
            Call.Client.SendAudioFrame(new byte[80], (uint)(SoundsSent++ * 960));
        }

        if (_films && _nextFrame <= now)
        {
            _nextFrame += TimeSpan.FromSeconds(1) / 30;
            var isKeyframe = Call.Client.KeyframeRequests != _answered;
            _answered = Call.Client.KeyframeRequests;
            Call.Client.SendVideoFrame(Vp8Packetizer.FakeFrame(2500, isKeyframe, FramesSent), (uint)(FramesSent++ * 3000));
        }
    }

    private void Record(TimeSpan now)
    {
        Call.Sink.TakeFrames(now);
        if (_assembler.NeedsKeyframe)
        {
            Call.Server.RequestKeyframe(now);
        }
    }
}
