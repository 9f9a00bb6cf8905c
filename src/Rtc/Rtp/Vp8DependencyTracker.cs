namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Decides which frames can be decoded after a loss. A lost upper temporal layer costs that layer until its next sync frame; a lost base
/// layer frame, or a loss of unknown extent, costs everything until the next keyframe.
/// </summary>
internal sealed class Vp8DependencyTracker
{
    private const byte AllLayers = 0b1111;
    private byte _decodableLayers;
    private byte? _baseIndex;
    private int? _pictureId;
    private bool _lossBefore;

    /// <summary>True until a keyframe comes.</summary>
    internal bool NeedsKeyframe { get; private set; } = true;

    /// <summary>Packets before the next frame are lost.</summary>
    internal void OnLoss() => _lossBefore = true;

    /// <summary>The source has started over.</summary>
    internal void Reset() => (NeedsKeyframe, _lossBefore) = (true, false);

    /// <summary>Notes a complete frame. Returns true if it can be decoded.</summary>
    internal bool Accept(in Vp8Descriptor frame, bool isKeyframe)
    {
        var decodable = isKeyframe || (!NeedsKeyframe && IsDecodable(frame));
        if (isKeyframe)
        {
            (NeedsKeyframe, _decodableLayers) = (false, AllLayers);
        }

        if (decodable && (isKeyframe || frame.TemporalId is null or 0))
        {
            _baseIndex = frame.Tl0PictureIndex;
        }

        _pictureId = frame.PictureId;
        _lossBefore = false;
        return decodable;
    }

    private bool IsDecodable(in Vp8Descriptor frame)
    {
        if (frame is not { Tl0PictureIndex: { } index, TemporalId: { } layer } || _baseIndex is not { } baseIndex)
        {
            NeedsKeyframe = _lossBefore && !FollowsByPictureId(frame);
            return !NeedsKeyframe;
        }

        var expected = (byte)(layer == 0 ? baseIndex + 1 : baseIndex);
        if (index != expected)
        {
            NeedsKeyframe = true;
            return false;
        }

        return IsLayerDecodable(frame, layer);
    }

    private bool IsLayerDecodable(in Vp8Descriptor frame, int layer)
    {
        if (_lossBefore)
        {
            // The base layer is whole, so the loss was above it.
            _decodableLayers = 1;
        }

        if (frame.IsLayerSync)
        {
            _decodableLayers |= (byte)(1 << layer);
            return true;
        }

        var needed = (1 << (layer + 1)) - 1;
        return (_decodableLayers & needed) == needed;
    }

    private bool FollowsByPictureId(in Vp8Descriptor frame) =>
        frame.PictureId is { } id && _pictureId is { } previous && id == (previous + 1) % frame.PictureIdRange;
}
