using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>Looks at a picture as <see cref="H264FrameAssembler"/> puts it together: NAL units behind their lengths.</summary>
internal static class H264Frame
{
    internal const int LengthSize = 4;

    /// <summary>The picture size in the first sequence parameter set; false if there is none, or none that is valid.</summary>
    internal static bool TryReadSize(ReadOnlySpan<byte> frame, out int width, out int height)
    {
        (width, height) = (0, 0);
        var rest = frame;
        while (rest.Length > LengthSize)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length <= 0 || length > rest.Length - LengthSize)
            {
                return false;
            }

            var unit = rest.Slice(LengthSize, length);
            if (H264Nal.Type(unit[0]) == H264Nal.SequenceParameters)
            {
                return H264Sps.TryReadSize(unit, out width, out height);
            }

            rest = rest[(LengthSize + length)..];
        }

        return false;
    }
}
