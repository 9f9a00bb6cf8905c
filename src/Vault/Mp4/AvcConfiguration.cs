using System.Buffers.Binary;

namespace PsyCare.Vault.Mp4;

/// <summary>What a player must have before an H.264 stream: its parameter sets (ISO/IEC 14496-15, 5.3.3).</summary>
/// <param name="SequenceParameters">Sequence parameter sets, NAL units.</param>
/// <param name="PictureParameters">Picture parameter sets, NAL units.</param>
internal sealed record AvcConfiguration(IReadOnlyList<byte[]> SequenceParameters, IReadOnlyList<byte[]> PictureParameters)
{
    private const int LengthSize = 4;
    private const int MaxSets = 31;
    private const int MinSequenceParameters = 4; // NAL header, profile, constraints, level
    private const int SequenceType = 7;
    private const int PictureType = 8;

    /// <summary>Reads the parameter sets that a key frame brings along: NAL units behind their lengths. False where it lacks one, or is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> keyframe, out AvcConfiguration configuration)
    {
        var (sequence, picture) = (new List<byte[]>(), new List<byte[]>());
        configuration = new AvcConfiguration(sequence, picture);
        var rest = keyframe;
        while (rest.Length > LengthSize)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length <= 0 || length > rest.Length - LengthSize)
            {
                return false;
            }

            Collect(rest.Slice(LengthSize, length), sequence, picture);
            rest = rest[(LengthSize + length)..];
        }

        return rest.IsEmpty && sequence.Count is > 0 and <= MaxSets && picture.Count is > 0 and <= MaxSets
            && sequence[0].Length >= MinSequenceParameters;
    }

    /// <summary>The content of an <c>avcC</c> box.</summary>
    public void Write(Mp4Writer box)
    {
        var first = SequenceParameters[0];
        box.U8(1).U8(first[1]).U8(first[2]).U8(first[3]); // version, profile, constraints, level
        box.U8(0xFC | (LengthSize - 1));
        box.U8((byte)(0xE0 | SequenceParameters.Count));
        WriteSets(box, SequenceParameters);
        box.U8((byte)PictureParameters.Count);
        WriteSets(box, PictureParameters);
    }

    private static void Collect(ReadOnlySpan<byte> unit, List<byte[]> sequence, List<byte[]> picture)
    {
        switch (unit[0] & 0x1F)
        {
            case SequenceType when unit.Length <= ushort.MaxValue:
                sequence.Add(unit.ToArray());
                break;
            case PictureType when unit.Length <= ushort.MaxValue:
                picture.Add(unit.ToArray());
                break;
        }
    }

    private static void WriteSets(Mp4Writer box, IReadOnlyList<byte[]> sets)
    {
        foreach (var set in sets)
        {
            box.U16((ushort)set.Length).Bytes(set);
        }
    }
}
