using PsyCare.Rtc.Ice;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc;

/// <content>Everything that happens because time passes.</content>
public sealed partial class RtcPeer
{
    private const int MaxResendsPerReport = 400;
    private static readonly TimeSpan FirstReport = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LayersInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MinResendInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ArrivalsInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AssumedRoundTrip = TimeSpan.FromMilliseconds(100);

    private KeyframeFeedback _keyframeFeedback;
    private TimeSpan _nextReport = TimeSpan.MaxValue;
    private TimeSpan _nextArrivals;
    private uint _transportSsrc;
    private TimeSpan _nextLayers;
    private byte _fullIntraCommand;
    private int _resendBudget = MaxResendsPerReport;

    private enum KeyframeFeedback
    {
        None,
        Pli,
        Fir,
    }

    /// <summary>When <see cref="HandleTimeout"/> next has something to do; <see cref="TimeSpan.MaxValue"/> once closed.</summary>
    public TimeSpan NextTimeout
    {
        get
        {
            var next = State switch
            {
                RtcPeerState.Closed => TimeSpan.MaxValue,
                RtcPeerState.Connecting => _createdAt + ConnectTimeout,
                RtcPeerState.Connected => _lastAlive + DisconnectedAfter,
                _ => _agent.LastCheck + IceLiteAgent.ConsentLifetime,
            };
            if (State == RtcPeerState.Closed)
            {
                return next;
            }

            next = Earlier(next, _dtls.NextTimeout);
            next = Earlier(next, _nextReport);
            next = Earlier(next, _arrivals is { IsPending: true } ? _nextArrivals : null);
            next = Earlier(next, _outgoing[(int)MediaKind.Video]?.Layers?.Sender is not null ? _nextLayers : null);
            foreach (var stream in _incoming.All)
            {
                next = Earlier(next, stream.Nacks?.NextDue);
                next = Earlier(next, CanRequestKeyframe(stream) ? stream.Keyframes.Due : null);
            }

            return next;
        }
    }

    private bool CanRequestKeyframe(IncomingSource stream) =>
        _keyframeFeedback != KeyframeFeedback.None && _srtpSender is not null && State != RtcPeerState.Closed && stream.Ssrc is not null;

    /// <summary>Does what is due: DTLS retransmission, reports, NACKs, a postponed keyframe request, liveness.</summary>
    /// <param name="now">The time. Early or late calls do no harm; every 10-20 ms is enough.</param>
    public void HandleTimeout(TimeSpan now)
    {
        if (State == RtcPeerState.Closed)
        {
            return;
        }

        if (_dtls.NextTimeout <= now)
        {
            _dtls.HandleTimeout(now);
            AfterDtls(now);
        }

        CheckLiveness(now);
        if (State is RtcPeerState.Closed or RtcPeerState.Connecting)
        {
            return;
        }

        SendNacks(now);
        SendArrivals(now);
        SendKeyframeRequests(now);
        ChooseLayers(now);
        SendProbe(now);

        if (_nextReport <= now)
        {
            _nextReport = now + ReportInterval;
            _resendBudget = MaxResendsPerReport;
            SendReports(now);
        }
    }

    /// <summary>Asks the remote side for a video keyframe of every layer that it sends; as the other one.</summary>
    /// <param name="now">The time.</param>
    public void RequestKeyframe(TimeSpan now)
    {
        foreach (var stream in _incoming.VideoSpan)
        {
            if (stream.Rid is null || stream.IsFlowing)
            {
                RequestKeyframe(stream, now);
            }
        }
    }

    /// <summary>Asks the remote side for a video keyframe, at most every 500 ms; a request in between is kept for later.</summary>
    /// <param name="stream">Its picture, or a layer of it; a stream of another peer is ignored.</param>
    /// <param name="now">The time.</param>
    public void RequestKeyframe(IncomingSource stream, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.Peer == this && stream.Kind == MediaKind.Video)
        {
            stream.Keyframes.Want();
            SendKeyframeRequest(stream, now);
        }
    }

    private void SendKeyframeRequests(TimeSpan now)
    {
        foreach (var stream in _incoming.VideoSpan)
        {
            SendKeyframeRequest(stream, now);
        }
    }

    private void SendKeyframeRequest(IncomingSource stream, TimeSpan now)
    {
        if (!CanRequestKeyframe(stream) || !stream.Keyframes.TryTake(now))
        {
            return;
        }

        var writer = new RtcpWriter(stackalloc byte[64]);
        writer.ReceiverReport(_localSsrc, []);
        if (_keyframeFeedback == KeyframeFeedback.Pli)
        {
            writer.PictureLoss(_localSsrc, stream.Ssrc!.Value);
        }
        else
        {
            writer.FullIntra(_localSsrc, stream.Ssrc!.Value, _fullIntraCommand++);
        }

        Counters.KeyframeRequestsSent++;
        TransmitRtcp(writer.Written);
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan? b) => b < a ? b.Value : a;

    private void CheckLiveness(TimeSpan now)
    {
        if (State == RtcPeerState.Connecting)
        {
            if (now - _createdAt >= ConnectTimeout)
            {
                End(RtcCloseReason.ConnectTimeout);
            }
        }
        else if (now - _agent.LastCheck >= IceLiteAgent.ConsentLifetime)
        {
            End(RtcCloseReason.ConsentExpired);
        }
        else if (State == RtcPeerState.Connected && now - _lastAlive >= DisconnectedAfter)
        {
            SetState(RtcPeerState.Disconnected);
        }
    }

    private void SendNacks(TimeSpan now)
    {
        Span<ushort> numbers = stackalloc ushort[NackGenerator.MaxMissing];
        foreach (var stream in _incoming.All)
        {
            if (stream.Nacks is not { Count: > 0 } nacks)
            {
                continue;
            }

            var count = nacks.TakeDue(now, nacks.AnswerTime ?? RoundTripTime ?? AssumedRoundTrip, numbers, out var gaveUp);
            if (count > 0)
            {
                SendNack(stream.Ssrc!.Value, numbers[..count]);
            }

            if (gaveUp && stream.Kind == MediaKind.Video)
            {
                RequestKeyframe(stream, now);
            }
        }
    }

    private void SendNack(uint mediaSsrc, ReadOnlySpan<ushort> numbers)
    {
        var writer = new RtcpWriter(stackalloc byte[MaxRtcpLength]);
        writer.ReceiverReport(_localSsrc, []);
        writer.Nack(_localSsrc, mediaSsrc, numbers);
        Counters.NacksSent += numbers.Length;
        TransmitRtcp(writer.Written);
    }

    /// <summary>Tells the sender when its packets came, from which it works out how much the network can carry.</summary>
    private void SendArrivals(TimeSpan now)
    {
        if (_arrivals is null || now < _nextArrivals)
        {
            return;
        }

        _nextArrivals = now + ArrivalsInterval;
        Span<byte> arrivals = stackalloc byte[ArrivalLog.MaxLength];
        Span<byte> buffer = stackalloc byte[MaxRtcpLength];
        while (_arrivals.TryWrite(arrivals, out var length))
        {
            var writer = new RtcpWriter(buffer);
            writer.ReceiverReport(_localSsrc, []);
            writer.TransportWide(_localSsrc, _transportSsrc, arrivals[..length]);
            TransmitRtcp(writer.Written);
        }
    }
}
