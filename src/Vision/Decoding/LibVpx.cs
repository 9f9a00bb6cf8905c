using System.Reflection;
using System.Runtime.InteropServices;

namespace PsyCare.Vision.Decoding;

/// <summary>The part of libvpx' decoder API that is used here (vpx/vpx_decoder.h, decoder ABI 12).</summary>
internal static partial class LibVpx
{
    /// <summary>VPX_DECODER_ABI_VERSION of libvpx 1.8 to 1.15; libvpx refuses a caller with another number.</summary>
    public const int DecoderAbi = 12;

    /// <summary>Bytes kept for a <c>vpx_codec_ctx_t</c>; it has seven pointer-sized fields.</summary>
    public const int ContextSize = 128;

    /// <summary>VPX_IMG_FMT_I420.</summary>
    public const int FormatI420 = 0x102;

    private const string Library = "vpx";

    private static readonly string[] FileNames =
        ["libvpx.so.7", "libvpx.so.8", "libvpx.so.9", "libvpx.so.11", "libvpx.dylib", "vpx.dll", "libvpx.so"];

    static LibVpx() => NativeLibrary.SetDllImportResolver(typeof(LibVpx).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "vpx_codec_vp8_dx")]
    public static partial nint Vp8DecoderInterface();

    [LibraryImport(Library, EntryPoint = "vpx_codec_dec_init_ver")]
    public static partial int InitializeDecoder(nint context, nint decoder, in DecoderConfig config, nint flags, int abi);

    [LibraryImport(Library, EntryPoint = "vpx_codec_decode")]
    public static unsafe partial int Decode(VpxContext context, byte* data, uint size, nint userPrivate, nint deadline);

    [LibraryImport(Library, EntryPoint = "vpx_codec_get_frame")]
    public static unsafe partial Image* GetFrame(VpxContext context, ref nint iterator);

    [LibraryImport(Library, EntryPoint = "vpx_codec_destroy")]
    public static partial int Destroy(nint context);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        foreach (var file in FileNames)
        {
            if (NativeLibrary.TryLoad(file, assembly, path, out var handle))
                return handle;
        }

        return 0;
    }

    /// <summary><c>vpx_codec_dec_cfg_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DecoderConfig
    {
        public uint Threads;
        public uint Width;
        public uint Height;
    }

    /// <summary>The head of <c>vpx_image_t</c> (image ABI 5).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Image
    {
        public int Format;
        public int ColorSpace;
        public int Range;
        public uint StoredWidth;
        public uint StoredHeight;
        public uint BitDepth;
        public uint DisplayWidth;
        public uint DisplayHeight;
        public uint RenderWidth;
        public uint RenderHeight;
        public uint ChromaShiftX;
        public uint ChromaShiftY;
        public nint PlaneY;
        public nint PlaneU;
        public nint PlaneV;
        public nint PlaneAlpha;
        public int StrideY;
        public int StrideU;
        public int StrideV;
        public int StrideAlpha;
    }
}
