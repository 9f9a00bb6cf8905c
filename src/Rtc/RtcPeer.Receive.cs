using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <content>What comes in, up to the keys.</content>
public sealed partial class RtcPeer
{
    private const int MaxStunResponse = 576;

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

    /// <summary>The TCP connection behind an address is closed: the next valid check, from wherever it comes, says where to send.</summary>
    /// <param name="remote">The address.</param>
    public void ForgetAddress(TransportAddress remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        _agent.Forget(remote);
    }

    private void HandleStun(ReadOnlySpan<byte> datagram, TransportAddress remote, TimeSpan now)
    {
        Span<byte> response = stackalloc byte[MaxStunResponse];
        var refused = _agent.Handle(datagram, remote, now, response, out var length);
        if (length > 0)
        {
            Transmit(response[..length], remote, PacketPriority.Control);
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
                KeepFor(_dtls.AnswerTime);
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
        while (_dtls.TryDequeue(Scratch.Dtls, out var length))
        {
            if (_agent.Selected is { } remote)
            {
                Transmit(Scratch.Dtls.AsSpan(0, length), remote, PacketPriority.Control);
            }
        }
    }

    private void MarkAlive(TimeSpan now)
    {
        _lastAlive = now;
        if (State == RtcPeerState.Disconnected)
        {
            SetState(RtcPeerState.Connected);
        }
    }
}
