using PsyCare.Domain.Media;

namespace PsyCare.Vision.Decoding;

/// <summary>Decodes the frames of one session, whichever codec they come in; another connection of the patient may bring another one.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class FrameDecoder : IDisposable
{
    private readonly Vp8Decoder _vp8 = new();
    private H264Decoder? _h264;
    private VideoCodec _codec;

    /// <summary>Decodes the next frame.</summary>
    /// <returns>False when nothing can be decoded: damaged, too large, or no key frame so far.</returns>
    public bool TryDecode(EncodedFrame frame)
    {
        _codec = frame.Format.Codec;
        return _codec == VideoCodec.H264 ? (_h264 ??= new H264Decoder()).TryDecode(frame) : _vp8.TryDecode(frame.Data);
    }

    /// <summary>The picture of the last frame that was decoded; valid until the next call of <see cref="TryDecode"/>.</summary>
    /// <returns>False when there is none to be shown.</returns>
    public bool TryGetPicture(out I420View picture)
    {
        picture = default;
        return _codec == VideoCodec.H264 ? _h264?.TryGetPicture(out picture) ?? false : _vp8.TryGetPicture(out picture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _vp8.Dispose();
        _h264?.Dispose();
    }
}
