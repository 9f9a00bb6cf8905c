namespace PsyCare.Vision.Decoding;

/// <summary>
/// Decodes one VP8 stream (RFC 6386) with libvpx, on the calling thread. Bytes that do not decode cost the frames up to the next key
/// frame and nothing else.
/// </summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class Vp8Decoder : IDisposable
{
    private readonly VpxContext _context = VpxContext.OpenVp8();
    private bool _hasReference;

    /// <summary>Whether a key frame's picture is small enough to be decoded.</summary>
    public static bool Accepts(Vp8FrameHeader keyframe) => PictureLimit.Accepts(keyframe.Width, keyframe.Height);

    /// <summary>Decodes the next frame of the stream.</summary>
    /// <param name="frame">A VP8 frame without RTP descriptor or container.</param>
    /// <returns>False when nothing can be decoded: not VP8, too large, damaged, or no key frame so far.</returns>
    public bool TryDecode(ReadOnlySpan<byte> frame)
    {
        if (!Vp8FrameHeader.TryRead(frame, out var header) || (header.IsKeyframe && !Accepts(header)))
            return Lost();
        if (!header.IsKeyframe && !_hasReference)
            return false;
        _hasReference = Feed(frame);
        return _hasReference;
    }

    /// <summary>The picture of the last frame that was decoded; valid until the next call of <see cref="TryDecode"/>.</summary>
    /// <returns>False when that frame is not to be shown (an alternate reference).</returns>
    public unsafe bool TryGetPicture(out I420View picture)
    {
        picture = default;
        nint iterator = 0;
        var image = LibVpx.GetFrame(_context, ref iterator);
        if (image == null || image->Format != LibVpx.FormatI420)
            return false;
        var width = (int)image->DisplayWidth;
        var height = (int)image->DisplayHeight;
        picture = new(
            width,
            height,
            Plane(image->PlaneY, image->StrideY, width, height),
            image->StrideY,
            Plane(image->PlaneU, image->StrideU, (width + 1) / 2, (height + 1) / 2),
            Plane(image->PlaneV, image->StrideV, (width + 1) / 2, (height + 1) / 2),
            image->StrideU);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private static unsafe ReadOnlySpan<byte> Plane(nint start, int stride, int width, int height) =>
        new((void*)start, (stride * (height - 1)) + width);

    private unsafe bool Feed(ReadOnlySpan<byte> frame)
    {
        fixed (byte* data = frame)
            return LibVpx.Decode(_context, data, (uint)frame.Length, 0, 0) == 0;
    }

    private bool Lost()
    {
        _hasReference = false;
        return false;
    }
}
