using System.Runtime.InteropServices;

namespace PsyCare.Vision.Decoding;

/// <summary>Owns one <c>ISVCDecoder</c>.</summary>
internal sealed unsafe class OpenH264Context : SafeHandle
{
    /// <summary>Holds nothing yet: <see cref="Open"/> makes one that does.</summary>
    public OpenH264Context()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Opens a decoder that runs on the calling thread only, hides no errors and writes nothing to the console.</summary>
    /// <exception cref="VisionUnavailableException">OpenH264 is missing or refuses.</exception>
    public static OpenH264Context Open()
    {
        var context = new OpenH264Context();
        context.SetHandle(LibOpenH264.Create());
        var parameters = new LibOpenH264.Parameters { PropertySize = 2 * sizeof(int), StreamType = LibOpenH264.PlainStream };
        var quiet = 0;
        if (context.IsInvalid
            || context.Methods->SetOption(context.handle, LibOpenH264.TraceLevel, &quiet) != 0
            || context.Methods->Initialize(context.handle, &parameters) != 0)
        {
            context.Dispose();
            throw new VisionUnavailableException("OpenH264 refused to open a decoder");
        }

        return context;
    }

    /// <summary>Decodes one picture.</summary>
    /// <param name="data">NAL units behind start codes.</param>
    /// <param name="info">Where the picture lies, until the next call.</param>
    /// <returns>False when it does not decode, or shows nothing.</returns>
    public bool TryDecode(ReadOnlySpan<byte> data, out LibOpenH264.BufferInfo info)
    {
        var planes = stackalloc byte*[3];
        LibOpenH264.BufferInfo found = default;
        int state;
        fixed (byte* start = data)
            state = Methods->DecodeFrameNoDelay(handle, start, data.Length, planes, &found);
        info = found;
        return state == 0 && found is { Status: 1, Format: LibOpenH264.FormatI420 } && found.PlaneY != 0 && found.PlaneU != 0 && found.PlaneV != 0;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _ = Methods->Uninitialize(handle);
        LibOpenH264.Destroy(handle);
        return true;
    }

    private LibOpenH264.Methods* Methods => LibOpenH264.MethodsOf(handle);
}
