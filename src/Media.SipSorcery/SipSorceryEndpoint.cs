using System.Net;
using Microsoft.Extensions.Logging;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Media.Net;
using PsyCare.Media.Recording;
using PsyCare.Media.Rooms;
using PsyCare.Rtc.Sdp;
using SIPSorcery.Net;
using SIPSorcery.Sys;

namespace PsyCare.Media.SipSorcery;

/// <summary>
/// The media port by SIPSorcery: each peer a connection of that library on a UDP port of its own, our rooms, policy, recorder and tap around
/// them. All state is guarded by one lock; nothing under it waits, and connections are made and closed outside of it.
/// </summary>
public sealed partial class SipSorceryEndpoint : IMediaEndpoint
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>As our own endpoint: silence is told after five seconds and ends a connection after half a minute.</summary>
    private const int DisconnectedAfterSeconds = 5;
    private const int FailedAfterSeconds = 30;

    private readonly Lock _gate = new();
    private readonly MediaOptions _options;
    private readonly IFrameTap _tap;
    private readonly IAudioLevelTap[] _levels;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly EventQueue _events;
    private readonly MediaCounters _counters = new();
    private readonly RecordingContext _recording;
    private readonly Dictionary<string, Room<SipSorceryParticipant>> _rooms = [];
    private readonly Dictionary<string, SipSorceryParticipant> _participants = [];
    private readonly long _startedAt;
    private readonly PortRange? _ports;
    private IReadOnlyList<IPAddress> _addresses = [];
    private ITimer? _timer;
    private bool _disposed;

    /// <summary>An endpoint that is not listening yet.</summary>
    /// <param name="options">Addresses and limits; a port is the first of as many as there may be peers, two apart.</param>
    /// <param name="tap">Gets the patient's base video layer while analysis is allowed.</param>
    /// <param name="levels">Hear how loud the participants are while a session is live.</param>
    /// <param name="recorder">Opens segments while recording is allowed.</param>
    /// <param name="events">Hears about connections and recordings.</param>
    /// <param name="clock">Time; SIPSorcery's own timers follow the system's.</param>
    /// <param name="log">Log; never gets addresses or content.</param>
    public SipSorceryEndpoint(
        MediaOptions options,
        IFrameTap tap,
        IEnumerable<IAudioLevelTap> levels,
        IMediaRecorder recorder,
        IMediaEvents events,
        TimeProvider clock,
        ILogger<SipSorceryEndpoint> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (_options, _tap, _levels, _clock, _log) = (options, tap, [.. levels], clock, log);
        _startedAt = clock.GetTimestamp();
        _events = new EventQueue(events, log);
        _recording = new RecordingContext(recorder, _events, _counters, _gate, log);
        _ports = options.Port == 0 ? null : new PortRange(options.Port, Math.Min(IPEndPoint.MaxPort, options.Port + (2 * options.MaxPeers) + 2));
    }

    /// <inheritdoc/>
    public EndpointCapabilities Capabilities { get; } = new()
    {
        IceRestart = false,
        Simulcast = false,
        H264 = false,
        Retransmission = false,
        TransportFeedback = false,
        Goodbye = true,
        PlaceForRejectedMedia = false,
        SinglePort = false,
        Tcp = false,
    };

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_timer is not null)
            throw new InvalidOperationException("The endpoint has been started already.");
        (RtpIceChannel.DISCONNECTED_TIMEOUT_PERIOD, RtpIceChannel.FAILED_TIMEOUT_PERIOD) = (DisconnectedAfterSeconds, FailedAfterSeconds);
        _addresses = HostAddresses.Find(_options, ipv6: false);
        _timer = _clock.CreateTimer(_ => OnTick(), null, TickInterval, TickInterval);
        LogStarted(_log, _addresses.Count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public MediaAnswer Join(string sessionId, ParticipantRole who, string sdpOffer)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        var offer = SdpOffer.Parse(sdpOffer);
        SipSorceryParticipant participant;
        lock (_gate)
            participant = Create(RoomFor(sessionId, who), who, offer);
        participant.Peer = new SipSorceryPeer(offer, sdpOffer, _ports, _addresses, new Sink(this, participant));
        SipSorceryParticipant? replaced = null;
        try
        {
            lock (_gate)
                replaced = Enter(participant);
        }
        catch (MediaRefusedException)
        {
            participant.Peer.Dispose(); // the session has ended meanwhile
            throw;
        }

        replaced?.Peer.Dispose();
        return new MediaAnswer(participant.ResourceId, participant.Peer.Answer);
    }

    /// <inheritdoc/>
    public string? RestartIce(string resourceId, string fragment)
    {
        IceFragment.Parse(fragment);
        lock (_gate)
        {
            return !_participants.ContainsKey(resourceId) ? null
                : throw new SdpRejectedException(SdpRejection.NoIceRestart, "This endpoint cannot restart ICE; a new offer is answered.");
        }
    }

    /// <inheritdoc/>
    public bool Leave(string resourceId)
    {
        SipSorceryParticipant? participant;
        lock (_gate)
        {
            if (!_participants.TryGetValue(resourceId, out participant))
                return false;
            Retire(participant, ConnectionState.Closed);
        }

        participant.Peer.Dispose();
        return true;
    }

    /// <inheritdoc/>
    public void SetPolicy(string sessionId, MediaPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        ArgumentNullException.ThrowIfNull(policy);
        SipSorceryParticipant[] gone = [];
        lock (_gate)
        {
            if (_disposed)
                return;
            if (!_rooms.TryGetValue(sessionId, out var room) && policy.Call)
                _rooms.Add(sessionId, room = new Room<SipSorceryParticipant>(sessionId));
            if (room is null || room.Policy == policy)
                return;
            room.Apply(policy, _clock.GetUtcNow(), Elapsed());
            if (!policy.Call)
            {
                gone = RetireAll(room.Participants);
                _rooms.Remove(sessionId);
            }
        }

        Close(gone);
    }

    /// <inheritdoc/>
    public MediaTotals ReadTotals()
    {
        lock (_gate)
            return _counters.Read();
    }

    /// <summary>How many calls there are. SIPSorcery does not measure a round trip, and its jitter is not told.</summary>
    public MediaQuality ReadQuality()
    {
        lock (_gate)
        {
            return new MediaQuality
            {
                Connecting = _participants.Values.Count(p => p.Told is null),
                Connected = _participants.Values.Count(p => p.Told == ConnectionState.Connected),
                OverTcp = 0,
                Disconnected = _participants.Values.Count(p => p.Told == ConnectionState.Disconnected),
                RoundTrip = null,
                Jitter = null,
                SendLoss = null,
                Viewers = _counters.Viewers,
            };
        }
    }

    /// <summary>Closes every connection and finishes every recording.</summary>
    /// <returns>Completes when the last segment is durable.</returns>
    public async ValueTask DisposeAsync()
    {
        SipSorceryParticipant[] gone;
        Task segments;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            gone = RetireAll(_participants.Values);
            segments = _recording.WhenFinished();
        }

        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);
        Close(gone);
        await segments.ConfigureAwait(false);
        await _events.CompleteAsync().ConfigureAwait(false);
        _counters.Dispose();
    }

    private static void Close(SipSorceryParticipant[] gone)
    {
        foreach (var participant in gone)
            participant.Peer.Dispose();
    }

    private TimeSpan Elapsed() => _clock.GetElapsedTime(_startedAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Media endpoint by SIPSorcery, {Addresses} addresses offered")]
    private static partial void LogStarted(ILogger log, int addresses);

    [LoggerMessage(Level = LogLevel.Error, Message = "The media path met a fault")]
    private static partial void LogFault(ILogger log, Exception exception);
}
