namespace PsyCare.Media.Vp8;

/// <summary>
/// Knows which frames a decoder can still decode after a loss. Base-layer frames depend on the base layer only, so losing an upper
/// frame does not break them: TL0PICIDX tells (RFC 7741 section 4.2).
/// </summary>
internal sealed class LayerChain
{
    private bool _baseIntact;
    private bool _upperIntact;
    private int _baseIndex = -1;

    /// <summary>True while nothing but a keyframe helps.</summary>
    internal bool NeedsKeyframe => !_baseIntact;

    internal void Break() => (_baseIntact, _upperIntact) = (false, false);

    /// <summary>Notes the next frame in order of sequence numbers and says whether it decodes.</summary>
    /// <param name="isKeyframe">Whether it is a keyframe.</param>
    /// <param name="descriptor">Its layer.</param>
    /// <param name="afterGap">Whether packets are missing right before it.</param>
    internal bool Accept(bool isKeyframe, in Vp8Descriptor descriptor, bool afterGap)
    {
        if (isKeyframe)
        {
            (_baseIntact, _upperIntact, _baseIndex) = (true, true, descriptor.BaseIndex);
            return true;
        }

        _upperIntact &= !afterGap;
        return descriptor.TemporalId == 0 ? AcceptBase(descriptor, afterGap) : AcceptUpper(descriptor, afterGap);
    }

    private bool AcceptBase(in Vp8Descriptor descriptor, bool afterGap)
    {
        var follows = descriptor.BaseIndex >= 0 && _baseIndex >= 0 && descriptor.BaseIndex == (byte)(_baseIndex + 1);
        if (afterGap && !follows)
            Break();
        _baseIndex = descriptor.BaseIndex;
        return _baseIntact;
    }

    private bool AcceptUpper(in Vp8Descriptor descriptor, bool afterGap)
    {
        if (afterGap && descriptor.BaseIndex != _baseIndex)
            Break(); // the base frame it builds on is among the missing
        else if (_baseIntact && descriptor.IsLayerSync)
            _upperIntact = true;
        return _baseIntact && _upperIntact;
    }
}
