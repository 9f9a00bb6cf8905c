using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtcp;

/// <summary>
/// Reads one transport-wide feedback: for each packet in order whether it came, and when (draft-holmer-rmcat-transport-wide-cc-extensions-01
/// section 3.1). The counterpart of <see cref="ArrivalLog"/>. Stops at the first byte that is missing.
/// </summary>
internal ref struct ArrivalReader
{
    private const int HeaderLength = 8;
    private const int TicksPerUnit = 2500; // 250 us
    private const int UnitsPerReference = 256; // 64 ms
    private readonly ReadOnlySpan<byte> _chunks;
    private ReadOnlySpan<byte> _deltas;
    private readonly int _count;
    private int _read;
    private int _chunkAt;
    private int _chunk;
    private int _left;
    private long _units;
    private ushort _next;

    /// <summary>Reads the part of a feedback behind the two SSRCs.</summary>
    internal ArrivalReader(ReadOnlySpan<byte> entries)
    {
        if (entries.Length < HeaderLength)
        {
            return;
        }

        _next = BinaryPrimitives.ReadUInt16BigEndian(entries);
        _count = BinaryPrimitives.ReadUInt16BigEndian(entries[2..]);
        Reference = BinaryPrimitives.ReadUInt32BigEndian(entries[4..]) >> 8;
        _units = (long)Reference * UnitsPerReference;
        _chunks = entries[HeaderLength..];
        _deltas = FindDeltas(_chunks, _count);
    }

    /// <summary>Time that the arrivals are relative to, in 64 ms of the receiver's clock, 24 bits.</summary>
    internal uint Reference { get; }

    /// <summary>The next packet.</summary>
    /// <param name="sequenceNumber">Its transport-wide number.</param>
    /// <param name="arrival">When it came, on a clock that wraps with <see cref="Reference"/>; null if it did not.</param>
    internal bool TryRead(out ushort sequenceNumber, out TimeSpan? arrival)
    {
        (sequenceNumber, arrival) = (_next, null);
        if (_read == _count || !TryReadSymbol(out var symbol))
        {
            return false;
        }

        var length = DeltaLength(symbol);
        if (_deltas.Length < length)
        {
            return false;
        }

        if (length > 0)
        {
            _units += length == 1 ? _deltas[0] : BinaryPrimitives.ReadInt16BigEndian(_deltas);
            arrival = new TimeSpan(_units * TicksPerUnit);
            _deltas = _deltas[length..];
        }

        _next++;
        _read++;
        return true;
    }

    /// <summary>Symbols: 0 did not come, 1 with a small delta of a byte, 2 with a large one of two, 3 is reserved.</summary>
    private static int DeltaLength(int symbol) => symbol is 1 or 2 ? symbol : 0;

    /// <summary>The deltas lie behind as many chunks as the packets need.</summary>
    private static ReadOnlySpan<byte> FindDeltas(ReadOnlySpan<byte> chunks, int count)
    {
        for (var left = count; left > 0 && chunks.Length >= 2; chunks = chunks[2..])
        {
            left -= Symbols(BinaryPrimitives.ReadUInt16BigEndian(chunks));
        }

        return chunks;
    }

    /// <summary>Packets of a chunk: a run length, or 14 symbols of one bit, or seven of two.</summary>
    private static int Symbols(int chunk) => (chunk & 0x8000) == 0 ? Math.Max(1, chunk & 0x1FFF) : (chunk & 0x4000) == 0 ? 14 : 7;

    private bool TryReadSymbol(out int symbol)
    {
        symbol = 0;
        if (_left == 0)
        {
            if (_chunks.Length < _chunkAt + 2)
            {
                return false;
            }

            _chunk = BinaryPrimitives.ReadUInt16BigEndian(_chunks[_chunkAt..]);
            _chunkAt += 2;
            _left = Symbols(_chunk);
        }

        _left--;
        symbol = (_chunk & 0x8000) == 0 ? (_chunk >> 13) & 3
            : (_chunk & 0x4000) == 0 ? (_chunk >> _left) & 1
            : (_chunk >> (2 * _left)) & 3;
        return true;
    }
}
