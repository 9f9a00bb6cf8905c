using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PsyCare.Training.Samples;

/// <summary>
/// Writes samples as three plain files of rows: crops.u8, points.f16, labels.f32, and columns.json. Rows of a session lie together at the
/// session's own place, so that the result does not depend on which finishes first; a row not yet written has all labels 0.
/// </summary>
internal sealed class SampleWriter : IDisposable
{
    private readonly FileStream _crops;
    private readonly FileStream _points;
    private readonly FileStream _labels;

    /// <summary>Opens or continues a set.</summary>
    public SampleWriter(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "columns.json"), JsonSerializer.Serialize(SampleColumns.Names));
        FileStream Open(string name) => new(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        (_crops, _points, _labels) = (Open("crops.u8"), Open("points.f16"), Open("labels.f32"));
    }

    /// <summary>Makes room up to a row, so that a reader need not follow the files as they grow.</summary>
    public void Reserve(long rows)
    {
        void Lengthen(FileStream file, int bytes) => file.SetLength(Math.Max(file.Length, rows * bytes));
        Lengthen(_crops, Sample.CropSize * Sample.CropSize);
        Lengthen(_points, 2 * Sample.PointCount * Unsafe.SizeOf<Half>());
        Lengthen(_labels, SampleColumns.Names.Length * sizeof(float));
    }

    /// <summary>Writes a session's samples from row <paramref name="first"/> on.</summary>
    public void Write(long first, IReadOnlyList<Sample> samples)
    {
        for (var i = 0; i < samples.Count; i++)
        {
            Write(_crops, first + i, samples[i].Crop);
            Write(_points, first + i, MemoryMarshal.AsBytes(Array.ConvertAll(samples[i].Points, value => (Half)value).AsSpan()));
            Write(_labels, first + i, MemoryMarshal.AsBytes(samples[i].Labels.AsSpan()));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _crops.Dispose();
        _points.Dispose();
        _labels.Dispose();
    }

    private static void Write(FileStream file, long row, ReadOnlySpan<byte> bytes) => RandomAccess.Write(file.SafeFileHandle, bytes, row * bytes.Length);
}
