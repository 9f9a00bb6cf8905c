using PsyCare.Vision.Decoding;

namespace PsyCare.Training.Capture;

/// <summary>The way of one camera's pictures to the other end: encoded as VP8, decoded as the product does.</summary>
/// <param name="side">Pixels on a side.</param>
/// <param name="quantizer">libvpx' 0 (best) to 63.</param>
internal sealed class Call(int side, int quantizer) : IDisposable
{
    private readonly Vp8Encoder _encoder = new(side, quantizer);
    private readonly Vp8Decoder _decoder = new();

    /// <summary>The next picture, as it arrives.</summary>
    public Yuv Carry(Yuv picture)
    {
        if (!_decoder.TryDecode(_encoder.Encode(picture)) || !_decoder.TryGetPicture(out var arrived))
            throw new InvalidOperationException("The encoded picture does not decode");
        return new(
            arrived.Width,
            Pack(arrived.Y, arrived.StrideY, arrived.Width, arrived.Height),
            Pack(arrived.U, arrived.StrideUv, arrived.ChromaWidth, arrived.ChromaHeight),
            Pack(arrived.V, arrived.StrideUv, arrived.ChromaWidth, arrived.ChromaHeight));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
    }

    private static byte[] Pack(ReadOnlySpan<byte> plane, int stride, int width, int height)
    {
        var packed = new byte[width * height];
        for (var row = 0; row < height; row++)
            plane.Slice(row * stride, width).CopyTo(packed.AsSpan(row * width));
        return packed;
    }
}
