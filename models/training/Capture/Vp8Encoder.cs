using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PsyCare.Training.Capture;

/// <summary>Encodes single pictures as VP8 key frames of a given quantizer with libvpx (vpx/vpx_encoder.h), so that they look as they do in a call.</summary>
internal static unsafe partial class Vp8Encoder
{
    private const string Library = "vpx-encoder";
    private const int ContextBytes = 256;
    private const int ConfigBytes = 2048;
    private const int ImageBytes = 256;
    private const int FormatI420 = 0x102;
    private const int FramePacket = 0;
    private const nuint RealTime = 1;
    private const nint ForceKeyframe = 1;

    // Offsets of fields of vpx_codec_enc_cfg_t on a 64-bit machine.
    private const int WidthAt = 12;
    private const int HeightAt = 16;
    private const int LagAt = 44;
    private const int BitrateAt = 112;
    private const int MinQuantizerAt = 116;
    private const int MaxQuantizerAt = 120;

    static Vp8Encoder() => NativeLibrary.SetDllImportResolver(typeof(Vp8Encoder).Assembly, Resolve);

    /// <summary>The key frame of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="quantizer">0 (best) to 63.</param>
    public static byte[] Encode(Yuv picture, int quantizer)
    {
        var context = stackalloc byte[ContextBytes];
        new Span<byte>(context, ContextBytes).Clear();
        var image = stackalloc byte[ImageBytes];
        Open(context, picture.Side, quantizer);
        try
        {
            fixed (byte* pixels = (byte[])[.. picture.Luma, .. picture.U, .. picture.V])
            {
                if (Wrap(image, FormatI420, (uint)picture.Side, (uint)picture.Side, 1, pixels) == null)
                    throw new InvalidOperationException("libvpx refused the picture");
                if (Encode(context, image, 0, 1, ForceKeyframe, RealTime) != 0)
                    throw new InvalidOperationException("libvpx did not encode the picture");
            }

            return Packet(context);
        }
        finally
        {
            _ = Destroy(context);
        }
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
