using System.Buffers;
using System.Buffers.Binary;

namespace PsyCare.Vault.Webm;

/// <summary>
/// Writes EBML elements (RFC 8794): id, size, content. Sizes and integers take 8 bytes, so that no length depends on a value.
/// </summary>
internal sealed class EbmlWriter
{
    /// <summary>Bytes of a size field that <see cref="WriteSize"/> writes.</summary>
    public const int SizeWidth = 8;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>An element whose content is other elements.</summary>
    public EbmlWriter Master(uint id, Action<EbmlWriter> content)
    {
        var inner = new EbmlWriter();
        content(inner);
        return Binary(id, inner.Written);
    }

    public EbmlWriter Binary(uint id, ReadOnlySpan<byte> content)
    {
        WriteId(id);
        WriteSize(content.Length);
        _buffer.Write(content);
        return this;
    }

    public EbmlWriter Text(uint id, string ascii) => Binary(id, System.Text.Encoding.ASCII.GetBytes(ascii));

    /// <summary>An unsigned integer, always 8 bytes wide.</summary>
    public EbmlWriter Unsigned(uint id, ulong value)
    {
        Span<byte> content = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(content, value);
        return Binary(id, content);
    }

    public EbmlWriter Float(uint id, double value)
    {
        Span<byte> content = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(content, value);
        return Binary(id, content);
    }

    /// <summary>The id of an element; its first byte's leading zeros tell its width (RFC 8794, 5).</summary>
    public void WriteId(uint id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        _buffer.Write(bytes.TrimStart((byte)0));
    }

    /// <summary>The size of an element, <see cref="SizeWidth"/> bytes wide (RFC 8794, 4).</summary>
    public void WriteSize(long size)
    {
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(SizeWidth), size | (1L << 56));
        _buffer.Advance(SizeWidth);
    }
}
