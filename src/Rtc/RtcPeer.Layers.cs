using PsyCare.Rtc.Layers;

namespace PsyCare.Rtc;

/// <content>Which layer of the other side's picture this viewer gets.</content>
public sealed partial class RtcPeer
{
    private readonly LayerChooser _chooser = new();

    /// <summary>The layer of the other side's picture that this viewer gets; null before it gets any.</summary>
    public IncomingSource? SentLayer => _outgoing[(int)MediaKind.Video]?.Layers?.Current;

    /// <summary>Follows the network and the sender; asks for the keyframe that a change begins with.</summary>
    private void ChooseLayers(TimeSpan now)
    {
        if (now < _nextLayers || _outgoing[(int)MediaKind.Video]?.Layers is not { Sender: { } sender } layers)
        {
            return;
        }

        _nextLayers = now + LayersInterval;
        layers.Choose(_chooser.Choose(sender.VideoLayers, layers.Chosen, double.PositiveInfinity, now));
        if (layers.Awaited is { } awaited)
        {
            _sink.OnKeyframeRequested(this, awaited, now);
        }
    }
}
