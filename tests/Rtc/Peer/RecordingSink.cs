using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Peer;

/// <summary>Remembers what a peer did and passes media on to whoever the test names.</summary>
internal sealed class RecordingSink : IRtcPeerSink
{
    public delegate void TransmitHandler(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority);

    public TransmitHandler Transmit { get; set; } = static (_, _, _) => { };

    /// <summary>The peer that everything received is forwarded to.</summary>
    public RtcPeer? ForwardTo { get; set; }

    /// <summary>Puts the video in order, as the recorder does, if the test sets it.</summary>
    public Vp8FrameAssembler? Assembler { get; set; }

    /// <summary>Puts the sound in order, as the recorder does, if the test sets it.</summary>
    public OpusReorderer? Reorderer { get; set; }

    /// <summary>The sound that came out of it, by its timestamps.</summary>
    public List<long> Sounds { get; } = [];

    /// <summary>Frames that came out of the assembler whole.</summary>
    public int Frames { get; private set; }

    /// <summary>False keeps no copies, for tests that count allocations.</summary>
    public bool Records { get; set; } = true;

    public List<RtcPeerState> States { get; } = [];

    public List<(MediaKind Kind, ushort Sequence, uint Timestamp, byte[] Payload)> Rtp { get; } = [];

    /// <summary>When each of <see cref="Rtp"/> came.</summary>
    public List<TimeSpan> RtpAt { get; } = [];

    /// <summary>What is done about a viewer's wish for a keyframe, if anything.</summary>
    public Action<IncomingSource, TimeSpan>? AskForKeyframe { get; set; }

    public int KeyframeRequests { get; private set; }

    public void OnTransmit(ReadOnlySpan<byte> datagram, TransportAddress remote, PacketPriority priority) =>
        Transmit(datagram, remote, priority);

    public void OnStateChanged(RtcPeer peer, RtcPeerState state) => States.Add(state);

    public void OnRtp(RtcPeer peer, IncomingSource stream, in RtpPacket packet, TimeSpan now)
    {
        var kind = stream.Kind;
        if (Records)
        {
            RtpAt.Add(now);
            Rtp.Add((kind, packet.SequenceNumber, packet.Timestamp, packet.Payload.ToArray()));
        }

        ForwardTo?.SendRtp(stream, packet, now);
        if (kind == MediaKind.Video)
        {
            Assembler?.Push(packet, now);
        }
        else
        {
            Reorderer?.Push(packet, now);
        }

        TakeFrames(now);
    }

    /// <summary>Notes the frames and the sound that are due.</summary>
    public void TakeFrames(TimeSpan now)
    {
        while (Reorderer?.TryTake(now, out var sound) == true)
        {
            Sounds.Add(sound.Timestamp);
        }

        while (Assembler?.TryTake(now, out _) == true)
        {
            Frames++;
        }
    }

    public void OnKeyframeRequested(RtcPeer peer, IncomingSource source, TimeSpan now)
    {
        KeyframeRequests++;
        AskForKeyframe?.Invoke(source, now);
    }
}
