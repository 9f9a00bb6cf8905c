namespace PsyCare.TestKit.Rtc;

/// <summary>Splits encoded VP8 frames into RTP payloads with the six-byte descriptor that Chromium writes (RFC 7741 section 4.2).</summary>
public sealed class Vp8Packetizer
{
    private const int MaxPayload = 1100;
    private int _pictureId = 100;
    private byte _tl0PictureIndex;
    private bool _started;

    /// <summary>The payloads of one frame, in order; the last one gets the marker bit.</summary>
    /// <param name="frame">The encoded frame.</param>
    /// <param name="temporalId">Its temporal layer.</param>
    /// <param name="layerSync">True if it depends on nothing but the base layer.</param>
    public IReadOnlyList<byte[]> Packetize(ReadOnlySpan<byte> frame, int temporalId = 0, bool layerSync = false)
    {
        _pictureId = (_pictureId + 1) & 0x7FFF;
        if (temporalId == 0 && _started)
        {
            _tl0PictureIndex++;
        }

        _started = true;
        var payloads = new List<byte[]>();
        for (var offset = 0; offset < frame.Length || payloads.Count == 0; offset += MaxPayload)
        {
            var part = frame.Slice(offset, Math.Min(MaxPayload, frame.Length - offset));
            var payload = new byte[6 + part.Length];
            payload[0] = (byte)(0x80 | (offset == 0 ? 0x10 : 0) | (temporalId > 0 ? 0x20 : 0));
            payload[1] = 0xE0;
            payload[2] = (byte)(0x80 | (_pictureId >> 8));
            payload[3] = (byte)_pictureId;
            payload[4] = _tl0PictureIndex;
            payload[5] = (byte)((temporalId << 6) | (layerSync ? 0x20 : 0));
            part.CopyTo(payload.AsSpan(6));
            payloads.Add(payload);
        }

        return payloads;
    }

    /// <summary>Bytes that look like a VP8 frame from outside (frame tag, start code, size) but do not decode to a picture.</summary>
    /// <param name="length">Bytes.</param>
    /// <param name="keyframe">Whether it says that it is a key frame.</param>
    /// <param name="seed">Makes its content.</param>
    /// <param name="width">Pixels, a key frame's.</param>
    /// <param name="height">Pixels, a key frame's.</param>
    public static byte[] FakeFrame(int length, bool keyframe, int seed, int width = 640, int height = 480)
    {
        var frame = new byte[Math.Max(10, length)];
        new Random(seed).NextBytes(frame);
        frame[0] = (byte)((frame[0] & 0xFE) | (keyframe ? 0 : 1));
        if (keyframe)
        {
            new byte[] { 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8) }.CopyTo(frame, 3);
        }

        return frame;
    }
}
