using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PsyCare.Vault.Mp4;

/// <summary>Writes boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2): size, type, content, big-endian.</summary>
internal sealed class Mp4Writer
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public Mp4Writer Box(string type, Action<Mp4Writer> content)
    {
        var inner = new Mp4Writer();
        content(inner);
        return U32((uint)(8 + inner._buffer.WrittenCount)).Text(type).Bytes(inner.Written);
    }

    /// <summary>A box with version and flags.</summary>
    public Mp4Writer FullBox(string type, byte version, uint flags, Action<Mp4Writer> content) =>
        Box(type, box => content(box.U32(((uint)version << 24) | flags)));

    public Mp4Writer U8(int value) => Bytes([(byte)value]);

    public Mp4Writer U16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.GetSpan(sizeof(ushort)), value);
        _buffer.Advance(sizeof(ushort));
        return this;
    }

    public Mp4Writer U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
        return this;
    }

    public Mp4Writer U64(ulong value) => U32((uint)(value >> 32)).U32((uint)value);

    public Mp4Writer Zeros(int count)
    {
        _buffer.GetSpan(count)[..count].Clear();
        _buffer.Advance(count);
        return this;
    }

    public Mp4Writer Bytes(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    public Mp4Writer Text(string ascii) => Bytes(Encoding.ASCII.GetBytes(ascii));
}
