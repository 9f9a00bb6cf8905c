namespace PsyCare.Rtc.Rtp;

/// <summary>What forwarding has to know of a packet's payload, of either codec.</summary>
internal static class VideoPayload
{
    /// <summary>Reads a payload.</summary>
    /// <param name="codec">How the source encodes.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="descriptor">VP8's descriptor; an empty one for H.264, which has no running numbers to be rewritten.</param>
    /// <param name="startsKeyframe">Whether a viewer can begin with this packet.</param>
    /// <returns>False if it holds no picture: padding, or not of this codec.</returns>
    internal static bool TryParse(VideoCodec codec, ReadOnlySpan<byte> payload, out Vp8Descriptor descriptor, out bool startsKeyframe)
    {
        bool isParsed;
        (descriptor, startsKeyframe) = (default, false);
        if (codec == VideoCodec.H264)
        {
            isParsed = H264Payload.TryParse(payload, out var h264);
            startsKeyframe = isParsed && h264.StartsKeyframe;
            return isParsed;
        }

        isParsed = Vp8Descriptor.TryParse(payload, out descriptor);
        startsKeyframe = isParsed && descriptor.StartsKeyframe(payload);
        return isParsed;
    }

    /// <summary>Reads the picture's size from a payload with which a keyframe begins.</summary>
    internal static bool TryReadSize(VideoCodec codec, ReadOnlySpan<byte> payload, in Vp8Descriptor descriptor, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (codec == VideoCodec.Vp8)
        {
            return Vp8Keyframe.TryReadSize(payload[descriptor.Length..], out width, out height);
        }

        var units = H264Payload.TryParse(payload, out var h264) ? h264.Units() : default;
        while (units.TryRead(out var unit))
        {
            if (H264Sps.TryReadSize(unit, out width, out height))
            {
                return true;
            }
        }

        return false;
    }
}
