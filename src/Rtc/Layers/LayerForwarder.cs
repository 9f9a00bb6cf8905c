using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Layers;

/// <summary>
/// What one viewer gets of the other side's picture: one layer at a time, changed at a keyframe only, upper temporal layers left out when
/// there is no room for them. The viewer sees one stream.
/// </summary>
internal sealed class LayerForwarder(VideoRewriter rewriter) : IDisposable
{
    private readonly HeldPackets _held = new();
    private LayerChoice _wanted = new(null, LayerChoice.AllTemporal);
    private bool _isChosen;
    private int _maxTemporalId = LayerChoice.AllTemporal;

    /// <summary>Whose picture it is; null before its first packet.</summary>
    internal RtcPeer? Sender { get; private set; }

    /// <summary>The layer being sent; null before the first keyframe.</summary>
    internal IncomingSource? Current => rewriter.Source;

    /// <summary>What <see cref="Choose"/> said last; null if nothing has been chosen of this sender.</summary>
    internal LayerChoice? Chosen => _isChosen ? _wanted : null;

    /// <summary>The layer that is waited for: it must send a keyframe; null if none is.</summary>
    internal IncomingSource? Awaited => _wanted.Source is { } wanted && wanted != Current ? wanted : null;

    /// <summary>How often another layer took the place of one.</summary>
    internal long Changes { get; private set; }

    /// <summary>How the choice stands to what the sender sends.</summary>
    internal ViewedPicture Viewed => IsPaused ? ViewedPicture.None
        : _wanted is { Source: { } wanted } && (_wanted.MaxTemporalId < LayerChoice.AllTemporal || HasLarger(wanted)) ? ViewedPicture.Part
        : ViewedPicture.Whole;

    internal VideoRewriter Rewriter => rewriter;

    private bool IsPaused => _isChosen && _wanted.Source is null;

    /// <summary>Says what to send from the next keyframe on, or, of the layer being sent, from the next frame on.</summary>
    internal void Choose(LayerChoice choice)
    {
        if (IsPaused && choice.Source is not null)
        {
            // Frames are missing since the pause began: only a keyframe helps.
            rewriter.BreakOff();
        }

        (_wanted, _isChosen) = (choice, true);
    }

    /// <summary>Writes the outgoing form of a packet, if the viewer is to get it.</summary>
    internal bool TryForward(IncomingSource source, in RtpPacket packet, TimeSpan now, Span<byte> destination, out int length)
    {
        length = 0;
        Follow(source.Peer);
        if (!VideoPayload.TryParse(source.Codec, packet.Payload, out var descriptor, out var startsKeyframe))
        {
            // Padding, with which a sender probes the network.
            LeaveOut(source, packet);
            return false;
        }

        var isBroken = rewriter.Follows(source, packet) && rewriter.BreaksOff(packet);
        if (startsKeyframe && MaySwitch(source, packet))
        {
            Switch(source, packet, descriptor, now);
        }
        else if (isBroken)
        {
            return false;
        }
        else if (IsCandidate(source) && !rewriter.Follows(source, packet))
        {
            _held.Hold(source, packet);
        }

        if (rewriter.Follows(source, packet) && IsLeftOut(packet, descriptor))
        {
            LeaveOut(source, packet);
            return false;
        }

        return rewriter.TryWrite(source, packet, descriptor, now, destination, out length);
    }

    private void Switch(IncomingSource source, in RtpPacket packet, in Vp8Descriptor descriptor, TimeSpan now)
    {
        Changes += Current is { } before && before != source ? 1 : 0;
        rewriter.Switch(source, packet, descriptor, now);
        _maxTemporalId = _wanted.MaxTemporalId;
        _held.Release(source, packet);
    }

    /// <summary>Another connection of the same person: nothing chosen among the layers of the one before counts.</summary>
    private void Follow(RtcPeer sender)
    {
        if (Sender != sender)
        {
            (Sender, _wanted, _isChosen) = (sender, new LayerChoice(null, LayerChoice.AllTemporal), false);
        }
    }

    /// <summary>A packet that came before the first one of the keyframe that was switched at; to be forwarded now, until there is none.</summary>
    internal bool TryTakeHeld(out RtpPacket packet) => _held.TryTake(out packet);

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private static bool HasLarger(IncomingSource than)
    {
        var layers = than.Peer.VideoLayers;
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].IsFlowing && layers[i].Pixels > than.Pixels)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A keyframe of the layer waited for or, where nothing is being sent, of any; none from before what was sent of it.</summary>
    private bool MaySwitch(IncomingSource source, in RtpPacket packet) =>
        IsCandidate(source) && !rewriter.Follows(source, packet) && !rewriter.IsStraggler(source, packet);

    private bool IsCandidate(IncomingSource source) => !IsPaused
        && (Current is not { } current || source == _wanted.Source || source == current || source.Peer != current.Peer);

    private void LeaveOut(IncomingSource source, in RtpPacket packet)
    {
        if (rewriter.Follows(source, packet))
        {
            rewriter.Skip(packet);
        }
    }

    private bool IsLeftOut(in RtpPacket packet, in Vp8Descriptor descriptor)
    {
        if (IsPaused)
        {
            return true;
        }

        if (descriptor is not { TemporalId: { } layer, Tl0PictureIndex: not null })
        {
            return false;
        }

        if (descriptor.StartsFrame && rewriter.IsAhead(packet))
        {
            FollowTemporal(layer, descriptor.IsLayerSync, descriptor.StartsKeyframe(packet.Payload));
        }

        return layer > _maxTemporalId && rewriter.IsAhead(packet);
    }

    /// <summary>A temporal layer ends with any frame, and begins with one that depends on the base layer alone (Y).</summary>
    private void FollowTemporal(int layer, bool isSync, bool isKeyframe)
    {
        if (_wanted.MaxTemporalId < _maxTemporalId || isKeyframe)
        {
            _maxTemporalId = _wanted.MaxTemporalId;
        }
        else if (isSync && layer == _maxTemporalId + 1 && layer <= _wanted.MaxTemporalId)
        {
            _maxTemporalId = layer;
        }
    }
}
