using System.Runtime.InteropServices;

namespace PsyCare.Vision.Decoding;

/// <summary>Owns one <c>vpx_codec_ctx_t</c> of a VP8 decoder.</summary>
internal sealed class VpxContext : SafeHandle
{
    /// <summary>Holds nothing yet: <see cref="OpenVp8"/> makes one that does.</summary>
    public VpxContext()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Opens a VP8 decoder that runs on the calling thread only.</summary>
    /// <exception cref="VisionUnavailableException">libvpx is missing, or has another ABI than ours.</exception>
    public static unsafe VpxContext OpenVp8()
    {
        var context = new VpxContext();
        var memory = (nint)NativeMemory.AllocZeroed(LibVpx.ContextSize);
        try
        {
            var config = new LibVpx.DecoderConfig { Threads = 1 };
            var error = LibVpx.InitializeDecoder(memory, LibVpx.Vp8DecoderInterface(), config, 0, LibVpx.DecoderAbi);
            if (error != 0)
                throw new VisionUnavailableException($"libvpx refused to open a VP8 decoder (error {error}; decoder ABI {LibVpx.DecoderAbi} is needed)");
            context.SetHandle(memory);
            memory = 0;
            return context;
        }
        catch (DllNotFoundException missing)
        {
            throw new VisionUnavailableException("libvpx was not found: install libvpx7 (Debian 12) or libvpx9 (Debian 13)", missing);
        }
        finally
        {
            NativeMemory.Free((void*)memory);
        }
    }

    /// <inheritdoc/>
    protected override unsafe bool ReleaseHandle()
    {
        var error = LibVpx.Destroy(handle);
        NativeMemory.Free((void*)handle);
        return error == 0;
    }
}
