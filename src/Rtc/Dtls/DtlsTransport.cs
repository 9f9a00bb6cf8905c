using System.Security.Cryptography;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc.Dtls;

/// <summary>
/// One DTLS 1.2 association (RFC 6347) that agrees on SRTP keys (RFC 5764). Sans-IO: datagrams go in through
/// <see cref="Receive"/> and come out of <see cref="TryDequeue"/>; time is an argument on any monotonic scale. Not thread-safe.
/// </summary>
public sealed class DtlsTransport : IDisposable
{
    private readonly DtlsRole _role;
    private readonly byte[] _remoteFingerprint;
    private readonly SslHandle _ssl;
    private readonly nint _input;
    private readonly DtlsOutput _output;
    private readonly FlightTimer _timer = new();

    /// <summary>Prepares an association; nothing is sent before <see cref="Start"/> or the first datagram.</summary>
    /// <param name="certificate">Presented to the peer; must outlive this object.</param>
    /// <param name="role">Server or client.</param>
    /// <param name="remoteFingerprintSha256">From the peer's SDP: 32 hex pairs joined by colons, either letter case.</param>
    /// <param name="mtu">Largest datagram to send, in bytes.</param>
    /// <exception cref="ArgumentException">The fingerprint is not one.</exception>
    /// <exception cref="DtlsException">The TLS library refused.</exception>
    public DtlsTransport(DtlsCertificate certificate, DtlsRole role, string remoteFingerprintSha256, int mtu = 1200)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(remoteFingerprintSha256);
        ArgumentOutOfRangeException.ThrowIfLessThan(mtu, 256);
        _remoteFingerprint = Fingerprint.Parse(remoteFingerprintSha256);
        _role = role;
        _ssl = OpenSsl.CreateConnection(certificate.Context, role == DtlsRole.Server, mtu, out _input, out var output);
        _output = new DtlsOutput(output, mtu);
    }

    /// <summary>Where the association stands.</summary>
    public DtlsState State { get; private set; }

    /// <summary>Why it failed, without peer data; null unless <see cref="DtlsState.Failed"/>.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>SRTP master keys, once <see cref="DtlsState.Connected"/>.</summary>
    public SrtpKeys? Keys { get; private set; }

    /// <summary>How long the peer took to answer our flight, once <see cref="DtlsState.Connected"/>: a round trip, and more where something was lost.</summary>
    public TimeSpan AnswerTime { get; private set; }

    /// <summary>When to call <see cref="HandleTimeout"/>, or null.</summary>
    public TimeSpan? NextTimeout => _timer.Deadline;

    /// <summary>Datagrams ignored because they were not DTLS records.</summary>
    public long Ignored { get; private set; }

    /// <summary>Client role: sends the ClientHello. A server has nothing to start.</summary>
    /// <param name="now">The current time.</param>
    public void Start(TimeSpan now)
    {
        if (_role == DtlsRole.Client && State == DtlsState.Handshaking)
            Advance(now);
    }

    /// <summary>Takes a datagram of any content. Never throws; what is not DTLS is ignored and counted.</summary>
    /// <param name="datagram">The whole UDP payload.</param>
    /// <param name="now">The current time.</param>
    public void Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (State is DtlsState.Failed or DtlsState.Closed)
            return;
        if (!IsWholeRecords(datagram, out var encryptedHandshake))
        {
            Ignored++;
            return;
        }

        _ = OpenSsl.BIO_write(_input, datagram, datagram.Length);
        if (State == DtlsState.Handshaking)
            Advance(now, isHello: DtlsRecord.IsClientHello(datagram));
        else
            Read(encryptedHandshake, now);
    }

    /// <summary>Repeats the last flight when its answer is overdue.</summary>
    /// <param name="now">The current time.</param>
    public void HandleTimeout(TimeSpan now)
    {
        if (_timer.Deadline is not { } deadline || now < deadline)
            return;
        if (_timer.Exhausted)
        {
            Fail("the peer did not answer the handshake");
            return;
        }

        _timer.Backoff(now);
        _output.Enqueue(_timer.Flight);
    }

    /// <summary>Takes the next datagram to send.</summary>
    /// <param name="destination">At least the MTU in bytes.</param>
    /// <param name="length">Bytes written.</param>
    /// <returns>False when there is none.</returns>
    public bool TryDequeue(Span<byte> destination, out int length) => _output.TryDequeue(destination, out length);

    /// <summary>Sends close_notify and ends the association.</summary>
    /// <param name="now">The current time.</param>
    public void Close(TimeSpan now)
    {
        if (State == DtlsState.Connected)
        {
            OpenSsl.ERR_clear_error();
            _ = OpenSsl.SSL_read(_ssl, stackalloc byte[1], 1); // takes the buffers again, without which OpenSSL 3.0 cannot write
            _ = OpenSsl.SSL_shutdown(_ssl);
            _output.Flush();
        }

        if (State != DtlsState.Failed)
            State = DtlsState.Closed;
        _timer.Stop();
    }

    /// <summary>Frees the native state. Sends nothing.</summary>
    public void Dispose() => _ssl.Dispose();

    private static bool IsWholeRecords(ReadOnlySpan<byte> datagram, out bool encryptedHandshake)
    {
        encryptedHandshake = false;
        do
        {
            var length = DtlsRecord.Length(datagram);
            if (length < 0 || DtlsRecord.IsTooShortToDecrypt(datagram[..length]))
                return false;
            encryptedHandshake |= DtlsRecord.IsEncryptedHandshake(datagram);
            datagram = datagram[length..];
        }
        while (!datagram.IsEmpty);
        return true;
    }

    private void Advance(TimeSpan now, bool isHello = false)
    {
        OpenSsl.ERR_clear_error();
        var result = OpenSsl.SSL_do_handshake(_ssl);
        var error = result == 1 ? 0 : OpenSsl.SSL_get_error(_ssl, result);
        var reason = result == 1 || error is OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite ? null : OpenSsl.TakeError();
        var flight = _output.Flush();
        if (reason is not null)
            Fail(reason);
        else if (result == 1)
            Complete(flight, now);
        else if (flight.Count > 0)
            _timer.Arm(flight, now);
        else if (isHello && _role == DtlsRole.Server && _timer.MayRepeat(now))
            _output.Enqueue(_timer.Flight); // a peer that says hello again did not get all of our answer (RFC 6347 section 4.2.4)
    }

    private void Complete(List<byte[]> flight, TimeSpan now)
    {
        var certificate = OpenSsl.PeerCertificate(_ssl);
        if (certificate is null || !CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate), _remoteFingerprint))
        {
            _ = OpenSsl.SSL_shutdown(_ssl);
            _output.Flush();
            Fail("the peer's certificate does not have the signalled fingerprint");
            return;
        }

        Keys = ExportKeys();
        if (Keys is null)
        {
            Fail("no common SRTP profile");
            return;
        }

        State = DtlsState.Connected;
        AnswerTime = now - _timer.ArmedAt;
        _timer.Keep(flight, now);
        FreeBuffers();
    }

    // After the handshake only alerts and repeated flights matter; application data (SCTP) is read and dropped.
    private void Read(bool encryptedHandshake, TimeSpan now)
    {
        Span<byte> sink = stackalloc byte[2048];
        OpenSsl.ERR_clear_error();
        int result;
        do
            result = OpenSsl.SSL_read(_ssl, sink, sink.Length);
        while (result > 0);

        var error = OpenSsl.SSL_get_error(_ssl, result);
        var repeated = _output.Flush();
        if (error == OpenSsl.ErrorZeroReturn)
            Close(now);
        else if (error is not (OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite))
            Fail(OpenSsl.TakeError());
        else if (encryptedHandshake && repeated.Count == 0 && _role == DtlsRole.Server && _timer.MayRepeat(now))
            _output.Enqueue(_timer.Flight); // a peer that repeats its records unchanged did not get our Finished
        FreeBuffers();
    }

    /// <summary>Two buffers of the largest record, 34 KB a peer: reading takes them again, and after the handshake there is hardly anything to read.</summary>
    private void FreeBuffers() => _ = OpenSsl.SSL_free_buffers(_ssl);

    private SrtpKeys? ExportKeys()
    {
        SrtpProfile profile;
        switch (OpenSsl.SelectedSrtpProfile(_ssl))
        {
            case OpenSsl.SrtpAeadAes128GcmId: profile = SrtpProfile.AeadAes128Gcm; break;
            case OpenSsl.SrtpAes128CmSha1Id: profile = SrtpProfile.Aes128CmHmacSha1_80; break;
            default: return null;
        }

        const int keyLength = 16;
        var saltLength = profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;
        Span<byte> material = stackalloc byte[2 * (keyLength + saltLength)];
        var label = "EXTRACTOR-dtls_srtp"u8;
        if (OpenSsl.SSL_export_keying_material(_ssl, material, (nuint)material.Length, label, (nuint)label.Length, 0, 0, 0) != 1)
            return null;

        // RFC 5764 section 4.2: client key, server key, client salt, server salt.
        var clientKey = material[..keyLength].ToArray();
        var serverKey = material.Slice(keyLength, keyLength).ToArray();
        var clientSalt = material.Slice(2 * keyLength, saltLength).ToArray();
        var serverSalt = material[^saltLength..].ToArray();
        CryptographicOperations.ZeroMemory(material);
        return _role == DtlsRole.Server
            ? new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt)
            : new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt);
    }

    private void Fail(string reason)
    {
        State = DtlsState.Failed;
        FailureReason = reason;
        Keys = null;
        _timer.Stop();
    }
}
