using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// Reads a payload of redundant audio (RFC 2198): the sound of its own time last, before it that of earlier packets once more, oldest first.
/// Call <see cref="TryRead"/> until it returns false.
/// </summary>
internal ref struct RedReader
{
    /// <summary>So many earlier packets at most; browsers send one or two.</summary>
    internal const int MaxRedundant = 8;

    private const int HeaderLength = 4;
    private ReadOnlySpan<byte> _headers;
    private ReadOnlySpan<byte> _data;

    private RedReader(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> data)
    {
        _headers = headers;
        _data = data;
    }

    /// <summary>Blocks still to be read; the last one is the packet's own sound.</summary>
    internal readonly int Left => (_headers.Length + HeaderLength - 1) / HeaderLength;

    /// <summary>Checks that the blocks announced are there: nothing is read of a payload that ends within one.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> payload, out RedReader reader)
    {
        reader = default;
        var (redundant, length) = (0, 0);
        for (; ; redundant++)
        {
            var header = payload[(redundant * HeaderLength)..];
            if (header.IsEmpty || redundant > MaxRedundant)
            {
                return false;
            }

            if ((header[0] & 0x80) == 0)
            {
                break;
            }

            if (header.Length < HeaderLength)
            {
                return false;
            }

            length += BlockLength(header);
        }

        var headers = (redundant * HeaderLength) + 1;
        if (payload.Length - headers <= length)
        {
            return false;
        }

        reader = new RedReader(payload[..headers], payload[headers..]);
        return true;
    }

    /// <summary>The next block.</summary>
    /// <param name="payloadType">What it is encoded as.</param>
    /// <param name="timestampOffset">How much earlier than the packet's own sound it is; 0 for that.</param>
    /// <param name="block">Its bytes, of which there may be none.</param>
    internal bool TryRead(out byte payloadType, out uint timestampOffset, out ReadOnlySpan<byte> block)
    {
        payloadType = 0;
        timestampOffset = 0;
        block = default;
        if (_headers.IsEmpty)
        {
            return false;
        }

        payloadType = (byte)(_headers[0] & 0x7F);
        var isRedundant = (_headers[0] & 0x80) != 0;
        timestampOffset = isRedundant ? (uint)(BinaryPrimitives.ReadUInt16BigEndian(_headers[1..]) >> 2) : 0;
        block = isRedundant ? _data[..BlockLength(_headers)] : _data;
        _headers = _headers[(isRedundant ? HeaderLength : 1)..];
        _data = _data[block.Length..];
        return true;
    }

    private static int BlockLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[2..]) & 0x3FF;
}
