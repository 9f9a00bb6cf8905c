using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <content>What comes in.</content>
public sealed partial class RtcPeer
{
    private const int MaxStunResponse = 576;
    private readonly byte[] _received = new byte[MaxDatagramLength];
    private readonly byte[] _dtlsOut = new byte[MaxDatagramLength];

    /// <summary>Takes one datagram. Whatever it holds, it never throws: what is not valid for this peer is dropped and counted.</summary>
    /// <param name="datagram">The bytes, as received.</param>
    /// <param name="remote">Where they came from.</param>
    /// <param name="now">When.</param>
    public void HandleDatagram(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        Counters.DatagramsIn++;
        Counters.BytesIn += datagram.Length;
        if (datagram.Length is < 2 or > MaxDatagramLength)
        {
            Counters.Drop(datagram.Length < 2 ? DropReason.TooShort : DropReason.TooLong);
            return;
        }

        if (State == RtcPeerState.Closed)
        {
            Counters.Drop(DropReason.NotConnected);
            return;
        }

        switch (DatagramKinds.Of(datagram))
        {
            case DatagramKind.Stun:
                HandleStun(datagram, remote, now);
                break;
            case DatagramKind.Dtls:
                HandleDtls(datagram, remote, now);
                break;
            case DatagramKind.Rtp:
                HandleSrtp(datagram, remote, now);
                break;
            case DatagramKind.Rtcp:
                HandleSrtcp(datagram, remote, now);
                break;
            default:
                Counters.Drop(DropReason.UnknownProtocol);
                break;
        }
    }

    private void HandleStun(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        Span<byte> response = stackalloc byte[MaxStunResponse];
        var refused = _agent.Handle(datagram, remote, now, response, out var length);
        if (length > 0)
        {
            Transmit(response[..length], remote);
        }

        if (refused is { } reason)
        {
            Counters.Drop(reason);
        }
        else
        {
            MarkAlive(now);
        }
    }

    private void HandleDtls(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        // A handshake from elsewhere would let whoever is first with a ClientHello take the association over.
        if (!_agent.IsValidated(remote, now))
        {
            Counters.Drop(DropReason.AddressNotValidated);
            return;
        }

        var ignored = _dtls.Ignored;
        _dtls.Receive(datagram, now);
        if (_dtls.Ignored > ignored)
        {
            Counters.Drop(DropReason.DtlsMalformed);
            return;
        }

        AfterDtls(now);
    }

    /// <summary>Sends what DTLS has to say and follows its state.</summary>
    private void AfterDtls(TimeSpan now)
    {
        FlushDtls();
        switch (_dtls.State)
        {
            case DtlsState.Connected when _srtpSender is null && _dtls.Keys is { } keys:
                _srtpSender = new SrtpSender(keys.Profile, keys.LocalKey, keys.LocalSalt);
                _srtpReceiver = new SrtpReceiver(keys.Profile, keys.RemoteKey, keys.RemoteSalt);
                _nextReport = now + FirstReport;
                _lastAlive = now;
                SetState(RtcPeerState.Connected);
                break;
            case DtlsState.Failed:
                End(RtcCloseReason.DtlsFailed);
                break;
            case DtlsState.Closed:
                End(RtcCloseReason.Remote);
                break;
        }
    }

    private void FlushDtls()
    {
        while (_dtls.TryDequeue(_dtlsOut, out var length))
        {
            if (_agent.Selected is { } remote)
            {
                Transmit(_dtlsOut.AsSpan(0, length), remote);
            }
        }
    }

    private void HandleSrtp(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        if (!MayUseSrtp(remote, now) || !Accepted(_srtpReceiver!.UnprotectRtp(datagram, _received, out var length), now))
        {
            return;
        }

        if (!RtpPacket.TryParse(_received.AsSpan(0, length), out var packet))
        {
            Counters.Drop(DropReason.RtpMalformed);
            return;
        }

        if (FindIncoming(packet.PayloadType) is not { } stream)
        {
            Counters.Drop(DropReason.UnknownPayloadType);
            return;
        }

        Counters.RtpIn++;
        NoteArrival(stream, packet, now);
        _sink.OnRtp(this, stream.Kind, packet, now);
    }

    private void NoteArrival(IncomingStream stream, in RtpPacket packet, TimeSpan now)
    {
        if (stream.Ssrc != packet.Ssrc && stream.Kind == MediaKind.Video)
        {
            // A source begins with a keyframe.
            _keyframeWanted = false;
        }

        if (stream.OnPacket(packet, now) && stream.Kind == MediaKind.Video)
        {
            RequestKeyframe(now);
        }
    }

    private void HandleSrtcp(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        if (!MayUseSrtp(remote, now) || !Accepted(_srtpReceiver!.UnprotectRtcp(datagram, _received, out var length), now))
        {
            return;
        }

        var compound = _received.AsSpan(0, length);
        if (!RtcpReader.IsValid(compound))
        {
            Counters.Drop(DropReason.RtcpMalformed);
            return;
        }

        var reader = new RtcpReader(compound);
        while (State != RtcPeerState.Closed && reader.TryRead(out var packet))
        {
            HandleRtcp(packet, now);
        }
    }

    private bool MayUseSrtp(TransportAddress remote, TimeSpan now)
    {
        if (_srtpReceiver is null || !_agent.IsValidated(remote, now))
        {
            Counters.Drop(_srtpReceiver is null ? DropReason.NotConnected : DropReason.AddressNotValidated);
            return false;
        }

        return true;
    }

    private bool Accepted(SrtpResult result, TimeSpan now)
    {
        if (result == SrtpResult.Ok)
        {
            MarkAlive(now);
            return State != RtcPeerState.Closed;
        }

        Counters.Drop(result switch
        {
            SrtpResult.TooShort => DropReason.TooShort,
            SrtpResult.Replayed => DropReason.Replayed,
            SrtpResult.Malformed => DropReason.RtpMalformed,
            _ => DropReason.AuthenticationFailed,
        });
        return false;
    }

    private void MarkAlive(TimeSpan now)
    {
        _lastAlive = now;
        if (State == RtcPeerState.Disconnected)
        {
            SetState(RtcPeerState.Connected);
        }
    }

    private IncomingStream? FindIncoming(byte payloadType)
    {
        foreach (var stream in _incoming)
        {
            if (stream?.PayloadType == payloadType)
            {
                return stream;
            }
        }

        return null;
    }
}
