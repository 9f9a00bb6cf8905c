using System.Runtime.InteropServices;

namespace PsyCare.Vision.Decoding;

/// <summary>The part of OpenH264's decoder API that is used here (wels/codec_api.h, versions 2.3 to 2.6).</summary>
internal static unsafe class LibOpenH264
{
    /// <summary>DECODER_OPTION_TRACE_LEVEL.</summary>
    public const int TraceLevel = 9;

    /// <summary>VIDEO_BITSTREAM_AVC.</summary>
    public const int PlainStream = 0;

    /// <summary>videoFormatI420.</summary>
    public const int FormatI420 = 23;

    private static readonly string[] FileNames = ["libopenh264.so.7", "libopenh264.so.8", "libopenh264.dylib", "openh264.dll"];

    private static readonly Lazy<(nint Create, nint Destroy)> Entries = new(Load);

    /// <summary>Makes sure that the library is there.</summary>
    /// <exception cref="VisionUnavailableException">It is not.</exception>
    public static void EnsureLoaded() => _ = Entries.Value;

    /// <summary>Makes a decoder: a pointer to a pointer to its <see cref="Methods"/>; 0 when there is none to be had.</summary>
    /// <exception cref="VisionUnavailableException">The library is missing.</exception>
    public static nint Create()
    {
        nint decoder = 0;
        return ((delegate* unmanaged<nint*, int>)Entries.Value.Create)(&decoder) == 0 ? decoder : 0;
    }

    /// <summary>Frees what <see cref="Create"/> made.</summary>
    public static void Destroy(nint decoder) => ((delegate* unmanaged<nint, void>)Entries.Value.Destroy)(decoder);

    /// <summary>The decoder's methods.</summary>
    public static Methods* MethodsOf(nint decoder) => *(Methods**)decoder;

    private static (nint Create, nint Destroy) Load()
    {
        foreach (var file in FileNames)
        {
            if (NativeLibrary.TryLoad(file, out var library))
                return (NativeLibrary.GetExport(library, "WelsCreateDecoder"), NativeLibrary.GetExport(library, "WelsDestroyDecoder"));
        }

        throw new VisionUnavailableException("OpenH264 was not found: install libopenh264-7 (Debian 12) or libopenh264-8 (Debian 13)");
    }

    /// <summary><c>ISVCDecoderVtbl</c>. What returns a <c>long</c> there is 0 for success, whose width does not matter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Methods
    {
        public delegate* unmanaged<nint, Parameters*, int> Initialize;
        public delegate* unmanaged<nint, int> Uninitialize;
        public nint DecodeFrame;
        public delegate* unmanaged<nint, byte*, int, byte**, BufferInfo*, int> DecodeFrameNoDelay;
        public nint DecodeFrame2;
        public nint FlushFrame;
        public nint DecodeParser;
        public nint DecodeFrameEx;
        public delegate* unmanaged<nint, int, void*, int> SetOption;
        public nint GetOption;
    }

    /// <summary><c>SDecodingParam</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Parameters
    {
        public nint FileName;
        public uint CpuLoad;
        public byte TargetLayer;
        public int ErrorConcealment;
        public byte ParsesOnly;
        public uint PropertySize;
        public int StreamType;
    }

    /// <summary><c>SBufferInfo</c> with the <c>SSysMEMBuffer</c> in it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BufferInfo
    {
        public int Status;
        public ulong TimestampIn;
        public ulong TimestampOut;
        public int Width;
        public int Height;
        public int Format;
        public int StrideY;
        public int StrideUv;
        public nint PlaneY;
        public nint PlaneU;
        public nint PlaneV;
    }
}
