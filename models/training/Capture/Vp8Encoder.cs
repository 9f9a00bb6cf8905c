using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PsyCare.Training.Capture;

/// <summary>
/// Encodes pictures as VP8 of a given quantizer with libvpx (vpx/vpx_encoder.h), so that they look as they do in a call: the first as a key frame,
/// each later one by what has changed.
/// </summary>
internal sealed unsafe partial class Vp8Encoder : IDisposable
{
    private const string Library = "vpx-encoder";
    private const int ContextBytes = 256;
    private const int ConfigBytes = 2048;
    private const int ImageBytes = 256;
    private const int FormatI420 = 0x102;
    private const int FramePacket = 0;
    private const nuint RealTime = 1;

    // Offsets of fields of vpx_codec_enc_cfg_t on a 64-bit machine.
    private const int WidthAt = 12;
    private const int HeightAt = 16;
    private const int LagAt = 44;
    private const int BitrateAt = 112;
    private const int MinQuantizerAt = 116;
    private const int MaxQuantizerAt = 120;

    static Vp8Encoder() => NativeLibrary.SetDllImportResolver(typeof(Vp8Encoder).Assembly, Resolve);

    private readonly byte* _context = (byte*)NativeMemory.AllocZeroed(ContextBytes);
    private readonly int _side;
    private long _time;

    /// <summary>An encoder of square pictures.</summary>
    /// <param name="side">Pixels on a side.</param>
    /// <param name="quantizer">0 (best) to 63.</param>
    public Vp8Encoder(int side, int quantizer)
    {
        _side = side;
        try
        {
            Open(_context, side, quantizer);
        }
        catch
        {
            NativeMemory.Free(_context);
            throw;
        }
    }

    /// <summary>The frame of the next picture.</summary>
    public byte[] Encode(Yuv picture)
    {
        var image = stackalloc byte[ImageBytes];
        fixed (byte* pixels = (byte[])[.. picture.Luma, .. picture.U, .. picture.V])
        {
            if (Wrap(image, FormatI420, (uint)_side, (uint)_side, 1, pixels) == null)
                throw new InvalidOperationException("libvpx refused the picture");
            if (Encode(_context, image, _time++, 1, 0, RealTime) != 0)
                throw new InvalidOperationException("libvpx did not encode the picture");
        }

        return Packet(_context);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Destroy(_context);
        NativeMemory.Free(_context);
    }

    private static void Open(byte* context, int side, int quantizer)
    {
        var config = stackalloc byte[ConfigBytes];
        if (DefaultConfig(Vp8(), config, 0) != 0)
            throw new InvalidOperationException("libvpx has no VP8 encoder");
        var fields = new Span<byte>(config, ConfigBytes);
        void Set(Span<byte> span, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(span[at..], value);
        Set(fields, WidthAt, side);
        Set(fields, HeightAt, side);
        Set(fields, LagAt, 0);
        Set(fields, BitrateAt, 100_000);
        Set(fields, MinQuantizerAt, quantizer);
        Set(fields, MaxQuantizerAt, quantizer);
        // The encoder's ABI number counts up with releases; a wrong one is refused before anything is read.
        for (var abi = 18; abi < 40; abi++)
        {
            if (Initialize(context, Vp8(), config, 0, abi) == 0)
                return;
        }

        throw new InvalidOperationException("libvpx refused to open a VP8 encoder");
    }

    private static byte[] Packet(byte* context)
    {
        nint iterator = 0;
        var packet = NextPacket(context, &iterator);
        if (packet == null || *(int*)packet != FramePacket)
            throw new InvalidOperationException("libvpx gave no frame");
        // vpx_codec_cx_pkt_t: kind, padding, buffer, size.
        return new ReadOnlySpan<byte>(*(void**)(packet + 8), (int)*(nuint*)(packet + 16)).ToArray();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (var file in name == Library ? ["libvpx.so.7", "libvpx.so.8", "libvpx.so.9", "libvpx.so"] : Array.Empty<string>())
        {
            if (NativeLibrary.TryLoad(file, out var handle))
                return handle;
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "vpx_codec_vp8_cx")]
    private static partial nint Vp8();

    [LibraryImport(Library, EntryPoint = "vpx_codec_enc_config_default")]
    private static partial int DefaultConfig(nint codec, byte* config, uint usage);

    [LibraryImport(Library, EntryPoint = "vpx_codec_enc_init_ver")]
    private static partial int Initialize(byte* context, nint codec, byte* config, nint flags, int abi);

    [LibraryImport(Library, EntryPoint = "vpx_img_wrap")]
    private static partial byte* Wrap(byte* image, int format, uint width, uint height, uint align, byte* pixels);

    [LibraryImport(Library, EntryPoint = "vpx_codec_encode")]
    private static partial int Encode(byte* context, byte* image, long time, ulong duration, nint flags, nuint deadline);

    [LibraryImport(Library, EntryPoint = "vpx_codec_get_cx_data")]
    private static partial byte* NextPacket(byte* context, nint* iterator);

    [LibraryImport(Library, EntryPoint = "vpx_codec_destroy")]
    private static partial int Destroy(byte* context);
}
