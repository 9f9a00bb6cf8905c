using System.Buffers.Binary;

namespace PsyCare.TestKit.Rtc;

/// <summary>
/// Splits H.264 pictures (NAL units behind their lengths in four bytes) into RTP payloads of packetization mode 1, as Chromium does: parameter
/// sets together, large slices in fragments (RFC 6184 sections 5.7.1 and 5.8).
/// </summary>
public static class H264Packetizer
{
    private const int MaxPayload = 1100;
    private const int LengthSize = 4;

    /// <summary>The parameter sets of a constrained baseline encoder at 640x360, whose last row of macroblocks is cut.</summary>
    public static readonly byte[] SequenceParameters = Convert.FromHexString("6742c016d900a02ff970110000030001000003001e0f162e48");

    /// <summary>The picture parameters that go with them.</summary>
    public static readonly byte[] PictureParameters = Convert.FromHexString("68cb83cb20");

    /// <summary>The payloads of one picture, in order; the last one gets the marker bit.</summary>
    public static IReadOnlyList<byte[]> Packetize(ReadOnlySpan<byte> frame)
    {
        var payloads = new List<byte[]>();
        var sets = new List<byte[]>();
        foreach (var unit in Split(frame))
        {
            if ((unit[0] & 0x1F) is 7 or 8)
            {
                sets.Add(unit);
                continue;
            }

            Flush(sets, payloads);
            payloads.AddRange(unit.Length <= MaxPayload ? [unit] : Fragment(unit));
        }

        Flush(sets, payloads);
        return payloads;
    }

    /// <summary>The NAL units of a picture.</summary>
    public static IReadOnlyList<byte[]> Split(ReadOnlySpan<byte> frame)
    {
        var units = new List<byte[]>();
        for (var rest = frame; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            units.Add(rest.Slice(LengthSize, length).ToArray());
            rest = rest[(LengthSize + length)..];
        }

        return units;
    }

    /// <summary>Puts NAL units behind their lengths.</summary>
    public static byte[] Join(params IEnumerable<byte[]> units)
    {
        var frame = new List<byte>();
        Span<byte> length = stackalloc byte[LengthSize];
        foreach (var unit in units)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, unit.Length);
            frame.AddRange(length);
            frame.AddRange(unit);
        }

        return [.. frame];
    }

    /// <summary>A picture that looks like H.264 from outside but does not decode.</summary>
    /// <param name="length">Bytes of its slice.</param>
    /// <param name="keyframe">Whether it is a key frame.</param>
    /// <param name="seed">Makes its content.</param>
    /// <param name="isReference">Whether other pictures may depend on it.</param>
    public static byte[] FakeFrame(int length, bool keyframe, int seed, bool isReference = true)
    {
        var slice = new byte[Math.Max(2, length)];
        new Random(seed).NextBytes(slice);
        slice[0] = (byte)(keyframe ? 0x65 : isReference ? 0x41 : 0x01);
        return keyframe ? Join(SequenceParameters, PictureParameters, slice) : Join([slice]);
    }

    private static void Flush(List<byte[]> sets, List<byte[]> payloads)
    {
        if (sets.Count > 0)
        {
            payloads.Add([0x78, .. sets.SelectMany(set => (byte[])[(byte)(set.Length >> 8), (byte)set.Length, .. set])]);
            sets.Clear();
        }
    }

    private static IEnumerable<byte[]> Fragment(byte[] unit)
    {
        for (var at = 1; at < unit.Length; at += MaxPayload)
        {
            var part = unit.AsSpan(at, Math.Min(MaxPayload, unit.Length - at));
            var flags = (at == 1 ? 0x80 : 0) | (at + part.Length == unit.Length ? 0x40 : 0);
            yield return [(byte)((unit[0] & 0xE0) | 28), (byte)(flags | (unit[0] & 0x1F)), .. part];
        }
    }
}
