using System.Buffers.Binary;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Rtcp;

/// <summary>
/// Remembers when packets came, by the number that the sender gives every packet of the transport, and writes that as feedback for its
/// congestion control (draft-holmer-rmcat-transport-wide-cc-extensions-01). Bounded, and no larger than what comes between two feedbacks asks
/// for; what comes late is reported as lost.
/// </summary>
internal sealed class ArrivalLog
{
    /// <summary>The most packets that one feedback covers.</summary>
    internal const int MaxPackets = 210;

    /// <summary>The most bytes that <see cref="TryWrite"/> writes.</summary>
    internal const int MaxLength = 8 + (2 * MaxPackets / SymbolsPerChunk) + (2 * MaxPackets) + 3;

    private const int FirstCapacity = 64;
    private const int MaxCapacity = 512;
    private const int SymbolsPerChunk = 7;
    private const int TwoBitVector = 0xC000;
    private const int SmallDelta = 1;
    private const int LargeDelta = 2;
    private const int UnitsPerReference = 256; // 64 ms of 250 us
    private const long TicksPerUnit = 250 * TimeSpan.TicksPerMicrosecond;
    private const long Offset = 0x1_0000; // keeps numbers positive when the first packets come out of order

    private Arrival[] _arrivals = new Arrival[FirstCapacity];
    private SequenceUnwrapper _unwrapper;
    private long _next = -1;
    private long _highest = -1;
    private byte _feedbacks;

    /// <summary>True if there is something to report.</summary>
    internal bool IsPending => _next >= 0 && _highest >= _next;

    /// <summary>Notes a packet.</summary>
    /// <param name="sequenceNumber">Its transport-wide number.</param>
    /// <param name="now">When it came.</param>
    internal void Add(ushort sequenceNumber, TimeSpan now)
    {
        var sequence = _unwrapper.Unwrap(sequenceNumber) + Offset;
        if (_next < 0 || sequence - _next >= MaxCapacity)
        {
            _next = sequence; // the first one, or so large a jump that nothing before it is worth reporting
        }

        if (sequence >= _next)
        {
            MakeRoom(sequence);
            At(sequence) = new Arrival(sequence, now.Ticks / TicksPerUnit);
            _highest = Math.Max(_highest, sequence);
        }
    }

    /// <summary>Writes the body of one feedback, after the two SSRCs, about what came since the one before.</summary>
    /// <param name="body">Room for <see cref="MaxLength"/> bytes.</param>
    /// <param name="length">Bytes written, a multiple of four.</param>
    /// <returns>False if there is nothing to report.</returns>
    internal bool TryWrite(Span<byte> body, out int length)
    {
        length = 0;
        while (IsPending && !Has(_next))
        {
            _next++; // a feedback begins with a packet that came; one that is lost before it shows by the numbers
        }

        if (!IsPending)
        {
            return false;
        }

        Span<byte> symbols = stackalloc byte[MaxPackets + SymbolsPerChunk];
        Span<byte> deltas = stackalloc byte[2 * MaxPackets];
        symbols.Clear();
        var reference = At(_next).Units / UnitsPerReference;
        var count = Collect(reference * UnitsPerReference, symbols, deltas, out var deltaLength);
        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)_next);
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], (ushort)count);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], ((uint)reference << 8) | _feedbacks++);
        length = WriteChunks(symbols, count, body);
        deltas[..deltaLength].CopyTo(body[length..]);
        length += deltaLength;
        for (; length % 4 != 0; length++)
        {
            body[length] = 0;
        }

        _next += count;
        return true;
    }

    private bool Has(long sequence) => At(sequence).Sequence == sequence;

    private ref Arrival At(long sequence) => ref _arrivals[sequence % _arrivals.Length];

    /// <summary>Grows until the numbers from the first unreported one to this one have places of their own.</summary>
    private void MakeRoom(long sequence)
    {
        while (sequence - _next >= _arrivals.Length)
        {
            var few = _arrivals;
            _arrivals = new Arrival[2 * few.Length];
            foreach (var arrival in few)
            {
                if (arrival.Sequence >= _next)
                {
                    At(arrival.Sequence) = arrival;
                }
            }
        }
    }

    /// <summary>A symbol for each packet from <see cref="_next"/> on, and the time between each that came and the one before.</summary>
    private int Collect(long units, Span<byte> symbols, Span<byte> deltas, out int length)
    {
        length = 0;
        var count = 0;
        for (; count < MaxPackets && _next + count <= _highest; count++)
        {
            if (!Has(_next + count))
            {
                continue;
            }

            var arrival = At(_next + count).Units;
            var delta = arrival - units;
            if (delta is < short.MinValue or > short.MaxValue)
            {
                break; // the next feedback has a reference time of its own
            }

            units = arrival;
            symbols[count] = (byte)(delta is >= 0 and <= byte.MaxValue ? SmallDelta : LargeDelta);
            length += WriteDelta(delta, deltas[length..]);
        }

        return count;
    }

    private static int WriteDelta(long delta, Span<byte> destination)
    {
        if (delta is >= 0 and <= byte.MaxValue)
        {
            destination[0] = (byte)delta;
            return 1;
        }

        BinaryPrimitives.WriteInt16BigEndian(destination, (short)delta);
        return 2;
    }

    private static int WriteChunks(ReadOnlySpan<byte> symbols, int count, Span<byte> body)
    {
        var length = 8;
        for (var first = 0; first < count; first += SymbolsPerChunk, length += 2)
        {
            var chunk = TwoBitVector;
            for (var i = 0; i < SymbolsPerChunk; i++)
            {
                chunk |= symbols[first + i] << (2 * (SymbolsPerChunk - 1 - i));
            }

            BinaryPrimitives.WriteUInt16BigEndian(body[length..], (ushort)chunk);
        }

        return length;
    }

    private readonly record struct Arrival(long Sequence, long Units);
}
