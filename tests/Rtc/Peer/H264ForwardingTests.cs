using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Peer;

/// <summary>What a viewer gets of a picture in H.264.</summary>
public sealed class H264ForwardingTests : IDisposable
{
    private static readonly TestOffer H264 = new() { Codecs = [VideoCodec.H264] };
    private readonly Call.SharedClock _clock = new();
    private readonly Call _sender;
    private readonly Call _viewer;
    private uint _timestamp = 1000;
    private int _seed;

    public H264ForwardingTests()
    {
        (_sender, _viewer) = (new Call(H264, clock: _clock).Connect(), new Call(H264, seed: 7, clock: _clock).Connect());
        _sender.Sink.ForwardTo = _viewer.Server;
    }

    public void Dispose()
    {
        _sender.Dispose();
        _viewer.Dispose();
    }

    [Fact]
    public void It_begins_with_a_keyframe_and_goes_on_without_a_gap()
    {
        Send(keyframe: false);
        Send(keyframe: false);
        List<byte[]> sent = [Send(keyframe: true), Send(keyframe: false), Send(keyframe: false)];
        Assert.Equal(sent, Frames(_viewer.Client));
        var numbers = _viewer.Client.Received.Select(p => p.SequenceNumber).ToList();
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => (ushort)(numbers[0] + i)), numbers);
        Assert.All(_viewer.Client.Received, p => Assert.Equal(_viewer.Client.RemoteSsrc(MediaKind.Video), p.Ssrc));
        Assert.Equal(640 * 360, _sender.Server.VideoLayers[0].Pixels);
    }

    [Fact]
    public void A_lost_packet_is_asked_for_and_comes_on_the_retransmission_stream()
    {
        Send(keyframe: true);
        _viewer.ToClient.MaxDatagram = 900;
        var sent = Send(keyframe: false, length: 3000);
        _viewer.ToClient.MaxDatagram = int.MaxValue;
        Assert.True(_viewer.ToClient.Lost > 0);
        Run(500);
        Assert.Equal(sent, Frames(_viewer.Client)[^1]);
        Assert.Contains(_viewer.Client.Received, p => p.IsRestored);
    }

    [Fact]
    public void Another_connection_of_the_sender_takes_over_with_its_keyframe()
    {
        List<byte[]> sent = [Send(keyframe: true), Send(keyframe: false)];
        using var next = new Call(H264, seed: 9, clock: _clock).Connect();
        next.Sink.ForwardTo = _viewer.Server;
        Send(keyframe: false, from: next);
        sent.AddRange([Send(keyframe: true, from: next), Send(keyframe: false, from: next)]);
        Assert.Equal(sent, Frames(_viewer.Client));
    }

    [Fact]
    public void A_viewer_with_another_codec_gets_nothing_that_it_could_not_decode()
    {
        using var vp8 = new Call(seed: 11, clock: _clock).Connect();
        _sender.Sink.ForwardTo = vp8.Server;
        Send(keyframe: true);
        _sender.Client.SendAudioFrame([1, 2, 3], 0);
        Run(60, vp8);
        Assert.Equal([MediaKind.Audio], vp8.Client.Received.Select(p => p.Kind));
    }

    private byte[] Send(bool keyframe, int length = 1500, Call? from = null)
    {
        var frame = H264Packetizer.FakeFrame(length, keyframe, _seed++);
        (from ?? _sender).Client.SendH264Frame(frame, _timestamp += 3000);
        Run(60, from);
        return frame;
    }

    private void Run(int ms, Call? other = null)
    {
        for (var left = ms; left > 0; left -= 5)
        {
            _clock.Now += TimeSpan.FromMilliseconds(5);
            _sender.Pump();
            other?.Pump();
            _viewer.Pump();
        }
    }

    /// <summary>The pictures that a client received whole.</summary>
    private static List<byte[]> Frames(TestPeer client)
    {
        using var assembler = new H264FrameAssembler(TimeSpan.Zero);
        var frames = new List<byte[]>();
        foreach (var received in client.Received.Where(p => p.Kind == MediaKind.Video).OrderBy(p => p.SequenceNumber))
        {
            var bytes = new byte[RtpPacket.FixedHeaderLength + received.Payload.Length];
            RtpPacket.WriteHeader(bytes, received.Marker, TestOffer.H264PayloadType, received.SequenceNumber, received.Timestamp, received.Ssrc);
            received.Payload.CopyTo(bytes, RtpPacket.FixedHeaderLength);
            Assert.True(RtpPacket.TryParse(bytes, out var packet));
            assembler.Push(packet, received.At);
            while (assembler.TryTake(received.At, out var frame))
            {
                frames.Add(frame.Data.ToArray());
            }
        }

        return frames;
    }
}
