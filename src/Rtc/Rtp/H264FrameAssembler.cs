using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Pictures of an H.264 stream in packetization mode 1 (RFC 6184), as NAL units behind their lengths. Nothing tells what a lost packet
/// belonged to, so after a loss everything waits for a keyframe: sequence parameters, picture parameters and an IDR picture.
/// </summary>
/// <param name="patience">As in <see cref="FrameAssembler.Create"/>.</param>
public sealed class H264FrameAssembler(TimeSpan? patience = null) : FrameAssembler(patience)
{
    private const int Nothing = -1;
    private const uint Keyframe = (1u << H264Nal.SequenceParameters) | (1u << H264Nal.PictureParameters) | (1u << H264Nal.Idr);

    private uint _types; // bit n: there is a NAL unit of type n
    private bool _isDispensable;
    private int _fragmentedAt = Nothing;
    private bool _lacksKeyframe = true;

    private protected override VideoCodec Codec => VideoCodec.H264;

    private protected override bool LacksKeyframe => _lacksKeyframe;

    private protected override bool EndsWhole => _fragmentedAt == Nothing;

    private protected override bool StartsFrame(ReadOnlySpan<byte> payload) =>
        H264Payload.TryParse(payload, out var parsed) && parsed.StartsKeyframe;

    private protected override bool TryAdd(ReadOnlySpan<byte> payload)
    {
        if (Assembled.IsEmpty)
        {
            (_types, _isDispensable, _fragmentedAt) = (0, true, Nothing);
        }

        if (!H264Payload.TryParse(payload, out var parsed))
        {
            return false;
        }

        return parsed.IsFragment ? TryAddFragment(parsed) : TryAddUnits(parsed);
    }

    private protected override bool IsDecodable(out bool isKeyframe, out int temporalId)
    {
        isKeyframe = (_types & Keyframe) == Keyframe;
        temporalId = _isDispensable ? 1 : 0;
        _lacksKeyframe &= !isKeyframe;
        return !_lacksKeyframe;
    }

    private protected override void OnLoss() => _lacksKeyframe = true;

    private protected override void OnRestart() => _lacksKeyframe = true;

    private bool TryAddUnits(in H264Payload payload)
    {
        var isNext = EndsWhole;
        var units = payload.Units();
        while (units.TryRead(out var unit))
        {
            if (H264Nal.Type(unit[0]) is H264Nal.Delimiter or H264Nal.Filler)
            {
                continue; // says nothing that the container or a decoder needs
            }

            Begin(unit[0], unit.Length);
            Append(unit[1..]);
        }

        return isNext;
    }

    private bool TryAddFragment(in H264Payload payload)
    {
        if (payload.StartsNal != (_fragmentedAt == Nothing))
        {
            return false;
        }

        if (payload.StartsNal)
        {
            _fragmentedAt = Assembled.Length;
            Begin(payload.FragmentedHeader, 0);
        }

        Append(payload.FragmentData);
        if (payload.EndsNal)
        {
            var unit = Assembled[_fragmentedAt..];
            BinaryPrimitives.WriteInt32BigEndian(unit, unit.Length - H264Frame.LengthSize);
            _fragmentedAt = Nothing;
        }

        return true;
    }

    private void Begin(byte header, int length)
    {
        Span<byte> start = stackalloc byte[H264Frame.LengthSize + 1];
        BinaryPrimitives.WriteInt32BigEndian(start, length);
        start[H264Frame.LengthSize] = header;
        Append(start);
        var type = H264Nal.Type(header);
        _types |= 1u << type;
        _isDispensable &= !H264Nal.IsSlice(type) || H264Nal.IsDispensable(header);
    }
}
