using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace PsyCare.Training.Head;

/// <summary>Reads NumPy's .npz (a zip of .npy, format versions 1 and 2), C order, little endian.</summary>
internal sealed partial class NpzArchive(string path) : IDisposable
{
    private readonly ZipArchive _zip = ZipFile.OpenRead(path);

    /// <summary>Numbers of type f4, f2, i4 or i8, as floats.</summary>
    public float[] Floats(string name)
    {
        var (type, data) = Read(name);
        return type switch
        {
            "<f4" => MemoryMarshal.Cast<byte, float>(data).ToArray(),
            "<f2" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(data).ToArray(), value => (float)value),
            _ => Array.ConvertAll(Integers(name), value => (float)value),
        };
    }

    /// <summary>Numbers of type i4 or i8.</summary>
    public int[] Integers(string name)
    {
        var (type, data) = Read(name);
        return type switch
        {
            "<i4" => MemoryMarshal.Cast<byte, int>(data).ToArray(),
            "<i8" => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(data).ToArray(), value => (int)value),
            _ => throw new InvalidDataException($"{name} holds {type}"),
        };
    }

    /// <summary>Unicode strings.</summary>
    public string[] Strings(string name)
    {
        var (type, data) = Read(name);
        var bytes = 4 * int.Parse(type[2..], CultureInfo.InvariantCulture);
        return [.. data.Chunk(bytes).Select(text => Encoding.UTF32.GetString(text).TrimEnd('\0'))];
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private (string Type, byte[] Data) Read(string name)
    {
        using var stream = (_zip.GetEntry(name + ".npy") ?? throw new InvalidDataException($"{name} is missing")).Open();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var bytes = buffer.ToArray();
        var isFirstVersion = bytes[6] == 1;
        var headerBytes = isFirstVersion ? BitConverter.ToUInt16(bytes, 8) : BitConverter.ToInt32(bytes, 8);
        var start = (isFirstVersion ? 10 : 12) + headerBytes;
        var header = Encoding.Latin1.GetString(bytes, 0, start);
        return (TypePattern().Match(header).Groups[1].Value, bytes[start..]);
    }

    [GeneratedRegex("'descr': '([^']+)'")]
    private static partial Regex TypePattern();
}
