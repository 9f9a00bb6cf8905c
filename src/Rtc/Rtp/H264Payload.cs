using System.Buffers.Binary;

namespace PsyCare.Rtc.Rtp;

/// <summary>
/// What an RTP payload of H.264 in packetization mode 1 carries (RFC 6184 section 5): a NAL unit, several (STAP-A), or a part of one (FU-A).
/// Reading never goes beyond the payload, whatever it says.
/// </summary>
public readonly ref struct H264Payload
{
    private const int LengthSize = 2;
    private const int FragmentHeaders = 2;

    private H264Payload(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>True for a part of a NAL unit.</summary>
    public bool IsFragment => H264Nal.Type(Bytes[0]) == H264Nal.Fragment;

    /// <summary>Of a fragment: whether it is the first of its NAL unit.</summary>
    public bool StartsNal => !IsFragment || (Bytes[1] & 0x80) != 0;

    /// <summary>Of a fragment: whether it is the last of its NAL unit.</summary>
    public bool EndsNal => !IsFragment || (Bytes[1] & 0x40) != 0;

    /// <summary>Of a fragment: the first byte of its NAL unit, which the fragments have shared between them.</summary>
    public byte FragmentedHeader => (byte)((Bytes[0] & 0xE0) | (Bytes[1] & 0x1F));

    /// <summary>Of a fragment: what it holds of the NAL unit behind the first byte.</summary>
    public ReadOnlySpan<byte> FragmentData => Bytes[FragmentHeaders..];

    /// <summary>True if a keyframe begins here: sequence parameters come before each one that somebody can begin to watch at.</summary>
    public bool StartsKeyframe
    {
        get
        {
            var units = Units();
            while (units.TryRead(out var unit))
            {
                if (H264Nal.Type(unit[0]) == H264Nal.SequenceParameters)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Looks at a payload.</summary>
    /// <param name="bytes">The payload.</param>
    /// <param name="payload">The view.</param>
    /// <returns>False if it is cut off, empty, or of a kind that packetization mode 1 does not have.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out H264Payload payload)
    {
        payload = default;
        if (bytes.IsEmpty)
        {
            return false;
        }

        var isValid = H264Nal.Type(bytes[0]) switch
        {
            0 => false,
            <= H264Nal.LastSingle => true,
            H264Nal.Aggregate => IsAggregate(bytes[1..]),
            H264Nal.Fragment => bytes.Length > FragmentHeaders && H264Nal.Type(bytes[1]) is > 0 and <= H264Nal.LastSingle,
            _ => false,
        };
        payload = isValid ? new H264Payload(bytes) : default;
        return isValid;
    }

    /// <summary>The whole NAL units of the payload, none of which is empty; none in a fragment.</summary>
    public Enumerator Units() => IsFragment ? default : new Enumerator(Bytes);

    private static bool IsAggregate(ReadOnlySpan<byte> units)
    {
        var rest = units;
        while (rest.Length > LengthSize)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length == 0 || length > rest.Length - LengthSize || H264Nal.Type(rest[LengthSize]) is 0 or > H264Nal.LastSingle)
            {
                return false;
            }

            rest = rest[(LengthSize + length)..];
        }

        return rest.IsEmpty && !units.IsEmpty;
    }

    /// <summary>Goes through the NAL units of a payload that <see cref="TryParse"/> has found valid.</summary>
    public ref struct Enumerator
    {
        private readonly bool _isAggregate;
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> payload)
        {
            _isAggregate = H264Nal.Type(payload[0]) == H264Nal.Aggregate;
            _rest = _isAggregate ? payload[1..] : payload;
        }

        /// <summary>The next one, its first byte included.</summary>
        public bool TryRead(out ReadOnlySpan<byte> unit)
        {
            unit = _rest;
            if (_rest.IsEmpty)
            {
                return false;
            }

            if (!_isAggregate)
            {
                _rest = default;
                return true;
            }

            unit = _rest.Slice(LengthSize, BinaryPrimitives.ReadUInt16BigEndian(_rest));
            _rest = _rest[(LengthSize + unit.Length)..];
            return true;
        }
    }
}
