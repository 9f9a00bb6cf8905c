using PsyCare.Rtc.Bandwidth;
using PsyCare.Rtc.Layers;

namespace PsyCare.Rtc;

/// <content>What this viewer's network carries, and which layer of the other side's picture it gets.</content>
public sealed partial class RtcPeer
{
    /// <summary>Of what the network carries; the rest is left for retransmissions and reports.</summary>
    private const double UsableShare = 0.95;
    private const int MaxProbePackets = 20;
    private const int ProbedPackets = 16;

    private readonly LayerChooser _chooser = new();
    private readonly BandwidthProbe _probe = new();
    private readonly BandwidthEstimator _estimator = new();
    private ushort _probePacket;

    /// <summary>The layer of the other side's picture that this viewer gets; null before it gets any.</summary>
    public IncomingSource? SentLayer => _outgoing[(int)MediaKind.Video]?.Layers?.Current;

    /// <summary>
    /// How much of the other side's picture this viewer gets; null while none comes. Nobody's network is blamed before it has shown a limit.
    /// </summary>
    public ViewedPicture? Viewed => _outgoing[(int)MediaKind.Video]?.Layers is not { Sender: not null } layers ? null
        : _estimator.IsProven ? layers.Viewed
        : ViewedPicture.Whole;

    /// <summary>How often the viewer's picture went over to another layer.</summary>
    public long LayerChanges => _outgoing[(int)MediaKind.Video]?.Layers?.Changes ?? 0;

    /// <summary>True once the viewer's browser has said how packets came.</summary>
    public bool HasSendEstimate => _estimator.HasFeedback;

    /// <summary>What the viewer's network is believed to carry, bit/s.</summary>
    public double SendEstimate => _estimator.BitsPerSecond;

    /// <summary>Follows the network and the sender; asks for the keyframe that a change begins with. The sound has its share first.</summary>
    private void ChooseLayers(TimeSpan now)
    {
        if (now < _nextLayers || _outgoing[(int)MediaKind.Video]?.Layers is not { Sender: { } sender } layers)
        {
            return;
        }

        _nextLayers = now + LayersInterval;
        var sound = _outgoing[(int)MediaKind.Audio]?.Source?.BitsPerSecond(now) ?? 0;
        var available = (UsableShare * _estimator.BitsPerSecond) - sound;
        layers.Choose(_chooser.Choose(sender.VideoLayers, layers.Chosen, available, _estimator.IsProven, now));
        if (layers.Awaited is { } awaited)
        {
            _sink.OnKeyframeRequested(this, awaited, now);
        }

        if (_estimator is { HasFeedback: true } && !_estimator.IsStrained(now) && _chooser.Wish > available)
        {
            _probe.Start((_chooser.Wish.Value + sound) / UsableShare, now);
        }
    }

    /// <summary>Sends the last packets of the picture again, as fast as the probe asks for.</summary>
    private void SendProbe(TimeSpan now)
    {
        if (_probe.TakeResult(now) is { } shown)
        {
            _estimator.OnProbed(shown);
        }

        if (_outgoing[(int)MediaKind.Video] is not { Rtx: not null, Cache: { } cache, Layers: { } layers } stream
            || _agent.Selected is not { } remote)
        {
            return;
        }

        for (var sent = 0; _probe.Owed(now) > 0 && sent < MaxProbePackets; sent++)
        {
            var sequence = (ushort)(layers.Rewriter.HighestSequence - (_probePacket++ % ProbedPackets));
            if (cache.TryPeek(sequence, out var packet))
            {
                TransmitRtp(stream, stream.WriteRetransmission(packet, Scratch.Plain.AsSpan(NumberLength)), remote, now);
            }
        }
    }

    private void NoteLoss(OutgoingStream stream, TimeSpan now)
    {
        if (stream == _outgoing[(int)MediaKind.Video])
        {
            _estimator.OnReport(stream.FractionLost, now);
        }
    }
}
