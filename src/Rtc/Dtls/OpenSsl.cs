using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PsyCare.Rtc.Dtls;

/// <summary>The few functions of OpenSSL 3 that DTLS needs; .NET on Linux loads the same libraries for its own cryptography.</summary>
internal static partial class OpenSsl
{
    internal const int ErrorWantRead = 2;
    internal const int ErrorWantWrite = 3;
    internal const int ErrorZeroReturn = 6;
    internal const ulong SrtpAes128CmSha1Id = 0x0001;
    internal const ulong SrtpAeadAes128GcmId = 0x0007;

    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";
    private const int CtrlSetMtu = 17;
    private const int CtrlSetSessionCacheMode = 44;
    private const int CtrlSetMinimumVersion = 123;
    private const int CtrlMemoryBioEofReturn = 130;
    private const int Dtls12 = 0xFEFD;
    private const int VerifyPeerAndFailWithout = 0x01 | 0x02;
    private const int EvpPkeyEc = 408;
    private const ulong OptionNoQueryMtu = 1UL << 12;
    private const ulong OptionNoTicket = 1UL << 14;
    private const ulong OptionNoRenegotiation = 1UL << 30;

    // ECDHE-ECDSA-AES128-GCM is what RFC 8827 section 6.5 makes every peer support; DtlsRecord counts on GCM.
    private const string Ciphers = "ECDHE+AESGCM:!aNULL";
    private const string SrtpProfiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

    /// <summary>A context that presents one certificate, demands one of the peer, and leaves judging it to the caller.</summary>
    /// <exception cref="DtlsException">OpenSSL refused.</exception>
    internal static unsafe SslContextHandle CreateContext(ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> privateKey)
    {
        ERR_clear_error();
        var context = SSL_CTX_new(DTLS_method());
        Require(!context.IsInvalid);
        Require(SSL_CTX_ctrl(context, CtrlSetMinimumVersion, Dtls12, 0) == 1);
        _ = SSL_CTX_ctrl(context, CtrlSetSessionCacheMode, 0, 0);

        _ = SSL_CTX_set_options(context, OptionNoQueryMtu | OptionNoTicket | OptionNoRenegotiation);
        Require(SSL_CTX_set_cipher_list(context, Ciphers) == 1);
        Require(SSL_CTX_set_tlsext_use_srtp(context, SrtpProfiles) == 0); // 0 is success here
        SSL_CTX_set_verify(context, VerifyPeerAndFailWithout, 0);
        SSL_CTX_set_cert_verify_callback(context, &AcceptAnyChain, 0);
        fixed (byte* der = certificate)
            Require(SSL_CTX_use_certificate_ASN1(context, certificate.Length, der) == 1);
        fixed (byte* der = privateKey)
            Require(SSL_CTX_use_PrivateKey_ASN1(EvpPkeyEc, context, der, new CLong(privateKey.Length)) == 1);
        return context;
    }

    /// <summary>A connection over two memory BIOs, whose own timers never fire: the caller retransmits.</summary>
    /// <exception cref="DtlsException">OpenSSL refused.</exception>
    internal static unsafe SslHandle CreateConnection(SslContextHandle context, bool server, int mtu, out nint input, out nint output)
    {
        ERR_clear_error();
        var ssl = SSL_new(context);
        Require(!ssl.IsInvalid);
        input = BIO_new(BIO_s_mem());
        output = BIO_new(BIO_s_mem());
        Require(input != 0 && output != 0);
        SSL_set_bio(ssl, input, output);
        _ = BIO_ctrl(input, CtrlMemoryBioEofReturn, -1, 0);
        _ = BIO_ctrl(output, CtrlMemoryBioEofReturn, -1, 0);
        _ = SSL_ctrl(ssl, CtrlSetMtu, mtu, 0);
        DTLS_set_timer_cb(ssl, &NeverFire);
        if (server)
            SSL_set_accept_state(ssl);
        else
            SSL_set_connect_state(ssl);
        return ssl;
    }

    /// <summary>The peer's certificate as DER, or null.</summary>
    internal static unsafe byte[]? PeerCertificate(SslHandle ssl)
    {
        var x509 = SSL_get1_peer_certificate(ssl);
        if (x509 == 0)
            return null;
        try
        {
            var der = new byte[Math.Max(0, i2d_X509(x509, null))];
            fixed (byte* start = der)
            {
                var cursor = start;
                return i2d_X509(x509, &cursor) == der.Length && der.Length > 0 ? der : null;
            }
        }
        finally
        {
            X509_free(x509);
        }
    }

    /// <summary>IANA id of the negotiated SRTP profile, or 0.</summary>
    internal static unsafe ulong SelectedSrtpProfile(SslHandle ssl)
    {
        var profile = SSL_get_selected_srtp_profile(ssl);
        return profile is null ? 0 : profile->Id;
    }

    /// <summary>Text of the oldest queued error, and clears the queue. Contains no peer data.</summary>
    internal static unsafe string TakeError()
    {
        var code = ERR_get_error();
        ERR_clear_error();
        Span<byte> text = stackalloc byte[256];
        fixed (byte* buffer = text)
            ERR_error_string_n(code, buffer, (nuint)text.Length);
        var end = text.IndexOf((byte)0);
        return code == 0 ? "the TLS library gave no reason" : Encoding.ASCII.GetString(text[..end]);
    }

    private static void Require(bool condition)
    {
        if (!condition)
            throw new DtlsException(TakeError());
    }

    // WebRTC certificates are self-signed: only the fingerprint from the signalling counts (RFC 8827 section 6.5).
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AcceptAnyChain(nint store, nint argument) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint NeverFire(nint ssl, uint microseconds) => 3_600_000_000;

    [StructLayout(LayoutKind.Sequential)]
    private struct SrtpProtectionProfile
    {
        public nint Name;
        public nuint Id;
    }

    [LibraryImport(Ssl)]
    private static partial nint DTLS_method();

    [LibraryImport(Ssl)]
    private static partial SslContextHandle SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    internal static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    private static partial nint SSL_CTX_ctrl(SslContextHandle context, int command, nint number, nint pointer);

    [LibraryImport(Ssl)]
    private static partial ulong SSL_CTX_set_options(SslContextHandle context, ulong options);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SSL_CTX_set_cipher_list(SslContextHandle context, string ciphers);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SSL_CTX_set_tlsext_use_srtp(SslContextHandle context, string profiles);

    [LibraryImport(Ssl)]
    private static partial void SSL_CTX_set_verify(SslContextHandle context, int mode, nint callback);

    [LibraryImport(Ssl)]
    private static unsafe partial void SSL_CTX_set_cert_verify_callback(
        SslContextHandle context, delegate* unmanaged[Cdecl]<nint, nint, int> callback, nint argument);

    [LibraryImport(Ssl)]
    private static unsafe partial int SSL_CTX_use_certificate_ASN1(SslContextHandle context, int length, byte* der);

    [LibraryImport(Ssl)]
    private static unsafe partial int SSL_CTX_use_PrivateKey_ASN1(int type, SslContextHandle context, byte* der, CLong length);

    [LibraryImport(Ssl)]
    private static partial SslHandle SSL_new(SslContextHandle context);

    [LibraryImport(Ssl)]
    internal static partial void SSL_free(nint ssl);

    [LibraryImport(Ssl)]
    private static partial void SSL_set_bio(SslHandle ssl, nint input, nint output);

    [LibraryImport(Ssl)]
    private static partial nint SSL_ctrl(SslHandle ssl, int command, nint number, nint pointer);

    [LibraryImport(Ssl)]
    private static unsafe partial void DTLS_set_timer_cb(SslHandle ssl, delegate* unmanaged[Cdecl]<nint, uint, uint> callback);

    [LibraryImport(Ssl)]
    private static partial void SSL_set_accept_state(SslHandle ssl);

    [LibraryImport(Ssl)]
    private static partial void SSL_set_connect_state(SslHandle ssl);

    [LibraryImport(Ssl)]
    internal static partial int SSL_do_handshake(SslHandle ssl);

    [LibraryImport(Ssl)]
    internal static partial int SSL_read(SslHandle ssl, Span<byte> buffer, int length);

    [LibraryImport(Ssl)]
    internal static partial int SSL_shutdown(SslHandle ssl);

    [LibraryImport(Ssl)]
    internal static partial int SSL_free_buffers(SslHandle ssl);

    [LibraryImport(Ssl)]
    internal static partial int SSL_get_error(SslHandle ssl, int result);

    [LibraryImport(Ssl)]
    private static partial nint SSL_get1_peer_certificate(SslHandle ssl);

    [LibraryImport(Ssl)]
    private static unsafe partial SrtpProtectionProfile* SSL_get_selected_srtp_profile(SslHandle ssl);

    [LibraryImport(Ssl)]
    internal static partial int SSL_export_keying_material(SslHandle ssl, Span<byte> output, nuint outputLength,
        ReadOnlySpan<byte> label, nuint labelLength, nint context, nuint contextLength, int useContext);

    [LibraryImport(Crypto)]
    private static partial nint BIO_s_mem();

    [LibraryImport(Crypto)]
    private static partial nint BIO_new(nint method);

    [LibraryImport(Crypto)]
    private static partial nint BIO_ctrl(nint bio, int command, nint number, nint pointer);

    [LibraryImport(Crypto)]
    internal static partial int BIO_read(nint bio, Span<byte> buffer, int length);

    [LibraryImport(Crypto)]
    internal static partial int BIO_write(nint bio, ReadOnlySpan<byte> data, int length);

    [LibraryImport(Crypto)]
    private static unsafe partial int i2d_X509(nint x509, byte** output);

    [LibraryImport(Crypto)]
    private static partial void X509_free(nint x509);

    [LibraryImport(Crypto)]
    internal static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    private static partial nuint ERR_get_error();

    [LibraryImport(Crypto)]
    private static unsafe partial void ERR_error_string_n(nuint code, byte* buffer, nuint length);
}
