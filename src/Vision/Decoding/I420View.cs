namespace PsyCare.Vision.Decoding;

/// <summary>A picture in planar YUV 4:2:0, 8 bits, where it lies; valid until its owner decodes the next one.</summary>
internal readonly ref struct I420View
{
    /// <summary>A view of three planes, whose rows are <c>Stride</c> bytes apart.</summary>
    public I420View(int width, int height, ReadOnlySpan<byte> y, int strideY, ReadOnlySpan<byte> u, ReadOnlySpan<byte> v, int strideUv)
    {
        Width = width;
        Height = height;
        Y = y;
        StrideY = strideY;
        U = u;
        V = v;
        StrideUv = strideUv;
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>Pixels across of U and V.</summary>
    public int ChromaWidth => (Width + 1) / 2;

    /// <summary>Pixels down of U and V.</summary>
    public int ChromaHeight => (Height + 1) / 2;

    /// <summary>Luma.</summary>
    public ReadOnlySpan<byte> Y { get; }

    /// <summary>Blue difference.</summary>
    public ReadOnlySpan<byte> U { get; }

    /// <summary>Red difference.</summary>
    public ReadOnlySpan<byte> V { get; }

    /// <summary>Bytes from one row of Y to the next.</summary>
    public int StrideY { get; }

    /// <summary>Bytes from one row of U or V to the next.</summary>
    public int StrideUv { get; }
}
