using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace PsyCare.TestKit.FakePatient;

/// <summary>Reads IVF, the plain container of VP8 frames: a 32-byte header, then each frame behind its size and time.</summary>
public sealed class IvfReader : IDisposable
{
    /// <summary>No frame of a clip here is larger; a file that claims more is damaged.</summary>
    public const int MaxFrameBytes = 4 * 1024 * 1024;

    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 12;
    private readonly Stream _stream;

    /// <summary>Reads the header of <paramref name="stream"/>, which the reader then owns.</summary>
    /// <exception cref="InvalidDataException">The stream is not IVF, or does not hold VP8.</exception>
    public IvfReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (_stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes
            || !header[..4].SequenceEqual("DKIF"u8) || BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) != HeaderBytes)
        {
            throw new InvalidDataException("Not an IVF file");
        }

        if (!header[8..12].SequenceEqual("VP80"u8))
            throw new InvalidDataException("The IVF file does not hold VP8");
        Width = BinaryPrimitives.ReadUInt16LittleEndian(header[12..]);
        Height = BinaryPrimitives.ReadUInt16LittleEndian(header[14..]);
        RateNumerator = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        RateDenominator = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
        if (RateNumerator <= 0 || RateDenominator <= 0)
            throw new InvalidDataException("The IVF file has no frame rate");
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>Frames in <see cref="RateDenominator"/> seconds.</summary>
    public int RateNumerator { get; }

    /// <summary>Seconds that <see cref="RateNumerator"/> frames take.</summary>
    public int RateDenominator { get; }

    /// <summary>The next frame.</summary>
    /// <returns>False at the end of the file; a frame cut off there is left out.</returns>
    /// <exception cref="InvalidDataException">A frame claims an impossible size.</exception>
    public bool TryRead([NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        Span<byte> header = stackalloc byte[FrameHeaderBytes];
        if (_stream.ReadAtLeast(header, FrameHeaderBytes, throwOnEndOfStream: false) < FrameHeaderBytes)
            return false;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (size > MaxFrameBytes)
            throw new InvalidDataException($"An IVF frame claims {size} bytes");
        var data = new byte[size];
        if (_stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length)
            return false;
        frame = data;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
