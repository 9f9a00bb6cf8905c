using System.Buffers.Binary;

namespace PsyCare.Fuzz;

/// <summary>Makes new inputs out of seeds: cuts, flips, splices, and the numbers that length fields get wrong. The same seed, the same inputs.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, int seed)
{
    private const int MaxLength = 16 * 1024;
    private const int MaxEdits = 6;
    private static readonly ushort[] Boundaries = [0, 1, 2, 3, 4, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFC, 0xFFFF];

    private readonly Random _random = new(seed);
    private readonly byte[] _bytes = new byte[MaxLength];
    private int _length;

    /// <summary>The next input; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Next()
    {
        var origin = Pick();
        _length = Math.Min(origin.Length, MaxLength);
        origin.AsSpan(0, _length).CopyTo(_bytes);
        for (var edits = _random.Next(MaxEdits + 1); edits > 0; edits--)
        {
            Edit();
        }

        return _bytes.AsSpan(0, _length);
    }

    private byte[] Pick() => seeds[_random.Next(seeds.Count)];

    private void Edit()
    {
        switch (_random.Next(9))
        {
            case 0:
                _length = _random.Next(_length + 1);
                break;
            case 1:
                Insert(_random.Next(_length + 1), Slice(Pick()));
                break;
            case 2:
                Insert(_random.Next(_length + 1), Slice(_bytes.AsSpan(0, _length).ToArray()));
                break;
            case 3:
                Delete(Slice(_bytes.AsSpan(0, _length)).Length);
                break;
            case 4 when _length >= 2:
                BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_random.Next(_length - 1)), Boundaries[_random.Next(Boundaries.Length)]);
                break;
            case 5 when _length > 0:
                _bytes[_random.Next(_length)] ^= (byte)(1 << _random.Next(8));
                break;
            case 6 when _length > 0:
                _bytes[_random.Next(_length)] = (byte)_random.Next(256);
                break;
            case 7 when _length > 0:
                _bytes[_random.Next(_length)] = _bytes[_random.Next(_length)];
                break;
            case 8 when _length > 0:
                _bytes[_random.Next(_length)] += (byte)(_random.Next(2) == 0 ? 1 : 255);
                break;
        }
    }

    private void Insert(int at, ReadOnlySpan<byte> part)
    {
        part = part[..Math.Min(part.Length, MaxLength - _length)];
        _bytes.AsSpan(at, _length - at).CopyTo(_bytes.AsSpan(at + part.Length));
        part.CopyTo(_bytes.AsSpan(at));
        _length += part.Length;
    }

    private void Delete(int count)
    {
        var at = _random.Next(_length - count + 1);
        _bytes.AsSpan(at + count, _length - at - count).CopyTo(_bytes.AsSpan(at));
        _length -= count;
    }

    private ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes)
    {
        var from = _random.Next(bytes.Length + 1);
        return bytes.Slice(from, _random.Next(bytes.Length - from + 1));
    }
}
