using System.Buffers.Binary;
using PsyCare.Domain.Media;

namespace PsyCare.Vision.Decoding;

/// <summary>
/// Decodes one H.264 stream (constrained baseline) with OpenH264, on the calling thread. Bytes that do not decode cost the frames up to the
/// next key frame and nothing else.
/// </summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class H264Decoder : IDisposable
{
    private const int LengthSize = 4;
    private const int SequenceParameters = 7;

    private readonly OpenH264Context _context = OpenH264Context.Open();
    private byte[] _stream = [];
    private LibOpenH264.BufferInfo _picture;
    private bool _hasReference;

    /// <summary>Decodes the next frame of the stream.</summary>
    /// <param name="frame">A frame as <see cref="VideoCodec.H264"/> has it; a key frame with its size.</param>
    /// <returns>False when nothing can be decoded: not H.264, too large, damaged, or no key frame so far.</returns>
    public bool TryDecode(EncodedFrame frame)
    {
        var isAccepted = frame.IsKeyframe ? PictureLimit.Accepts(frame.Format.Width, frame.Format.Height) : _hasReference;
        _hasReference = isAccepted
            && TryMakeStream(frame, out var length)
            && _context.TryDecode(_stream.AsSpan(0, length), out _picture)
            && PictureLimit.Accepts(_picture.Width, _picture.Height);
        return _hasReference;
    }

    /// <summary>The picture of the last frame that was decoded; valid until the next call of <see cref="TryDecode"/>.</summary>
    public bool TryGetPicture(out I420View picture)
    {
        picture = default;
        if (!_hasReference)
            return false;
        var (width, height) = (_picture.Width, _picture.Height);
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        picture = new(
            width,
            height,
            Plane(_picture.PlaneY, _picture.StrideY, width, height),
            _picture.StrideY,
            Plane(_picture.PlaneU, _picture.StrideUv, halfWidth, halfHeight),
            Plane(_picture.PlaneV, _picture.StrideUv, halfWidth, halfHeight),
            _picture.StrideUv);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private static unsafe ReadOnlySpan<byte> Plane(nint start, int stride, int width, int height) =>
        new((void*)start, (stride * (height - 1)) + width);

    /// <summary>
    /// Puts start codes in place of the lengths (H.264 annex B). What a key frame states as its size holds for the whole frame only if it has one
    /// set of sequence parameters, and for those after it only if they have none.
    /// </summary>
    private bool TryMakeStream(EncodedFrame frame, out int length)
    {
        length = frame.Data.Length;
        if (_stream.Length < length)
            _stream = new byte[length * 2];
        frame.Data.CopyTo(_stream, 0);
        var sizes = 0;
        for (var at = 0; at < length;)
        {
            var unit = length - at > LengthSize ? BinaryPrimitives.ReadInt32BigEndian(_stream.AsSpan(at)) : 0;
            if (unit <= 0 || unit > length - at - LengthSize)
                return false;
            BinaryPrimitives.WriteInt32BigEndian(_stream.AsSpan(at), 1);
            sizes += (_stream[at + LengthSize] & 0x1F) == SequenceParameters ? 1 : 0;
            at += LengthSize + unit;
        }

        return sizes == (frame.IsKeyframe ? 1 : 0);
    }
}
