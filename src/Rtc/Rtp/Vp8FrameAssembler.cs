namespace PsyCare.Rtc.Rtp;

/// <summary>Frames of a VP8 stream (RFC 7741).</summary>
/// <param name="patience">As in <see cref="FrameAssembler.Create"/>.</param>
public sealed class Vp8FrameAssembler(TimeSpan? patience = null) : FrameAssembler(patience)
{
    private readonly Vp8DependencyTracker _dependencies = new();
    private Vp8Descriptor _first;

    private protected override VideoCodec Codec => VideoCodec.Vp8;

    private protected override bool LacksKeyframe => _dependencies.NeedsKeyframe;

    private protected override bool EndsWhole => true;

    private protected override bool StartsFrame(ReadOnlySpan<byte> payload) =>
        Vp8Descriptor.TryParse(payload, out var descriptor) && descriptor.StartsFrame;

    private protected override bool TryAdd(ReadOnlySpan<byte> payload)
    {
        var isFirst = Assembled.IsEmpty;
        var isNext = Vp8Descriptor.TryParse(payload, out var descriptor) && descriptor.StartsFrame == isFirst;
        _first = isFirst ? descriptor : _first;
        Append(payload[descriptor.Length..]);
        return isNext;
    }

    private protected override bool IsDecodable(out bool isKeyframe, out int temporalId)
    {
        isKeyframe = (Assembled[0] & 1) == 0;
        temporalId = _first.TemporalId ?? 0;
        return _dependencies.Accept(_first, isKeyframe);
    }

    private protected override void OnLoss() => _dependencies.OnLoss();

    private protected override void OnRestart() => _dependencies.Reset();
}
