using System.Buffers.Binary;

namespace PsyCare.TestKit.FakePatient;

/// <summary>Reads a file of H.264 NAL units behind start codes (H.264 annex B), in which a delimiter begins every picture.</summary>
internal static class AnnexB
{
    private const int Delimiter = 9;
    private const int Idr = 5;

    /// <summary>The pictures in order, each as NAL units behind their lengths.</summary>
    public static IReadOnlyList<(byte[] Data, bool IsKeyframe)> ReadPictures(ReadOnlySpan<byte> file)
    {
        var pictures = new List<(byte[] Data, bool IsKeyframe)>();
        var (data, isKeyframe) = (new List<byte>(), false);
        foreach (var unit in Units(file))
        {
            if ((unit[0] & 0x1F) == Delimiter)
            {
                Add();
                continue;
            }

            isKeyframe |= (unit[0] & 0x1F) == Idr;
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, unit.Length);
            data.AddRange([.. length, .. unit]);
        }

        Add();
        return pictures;

        void Add()
        {
            if (data.Count > 0)
                pictures.Add(([.. data], isKeyframe));
            data.Clear();
            isKeyframe = false;
        }
    }

    private static List<byte[]> Units(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> start = [0, 0, 1];
        var units = new List<byte[]>();
        for (var rest = file[(file.IndexOf(start) + start.Length)..]; !rest.IsEmpty;)
        {
            var next = rest.IndexOf(start);
            units.Add((next < 0 ? rest : rest[..next]).TrimEnd((byte)0).ToArray());
            rest = next < 0 ? default : rest[(next + start.Length)..];
        }

        return units;
    }
}
