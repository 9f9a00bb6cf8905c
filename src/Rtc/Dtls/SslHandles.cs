using Microsoft.Win32.SafeHandles;

namespace PsyCare.Rtc.Dtls;

/// <summary>Owns one SSL_CTX.</summary>
internal sealed class SslContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        OpenSsl.SSL_CTX_free(handle);
        return true;
    }
}

/// <summary>Owns one SSL and, through it, its two BIOs.</summary>
internal sealed class SslHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        OpenSsl.SSL_free(handle);
        return true;
    }
}
