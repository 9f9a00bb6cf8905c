using System.Net;
using Microsoft.Extensions.Logging;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Media.Net;
using PsyCare.Media.Recording;
using PsyCare.Media.Rooms;
using PsyCare.Rtc;
using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Sdp;
using RtcKind = PsyCare.Rtc.MediaKind;

namespace PsyCare.Media;

/// <summary>
/// The media endpoint: every session's call on one UDP port, and on one TCP port for networks without UDP. All state is guarded by one lock,
/// taken for each datagram, each timer tick and each command; nothing under it waits. Safe to call from any thread.
/// </summary>
public sealed partial class MediaServer : IMediaEndpoint
{
    private readonly Lock _gate = new();
    private readonly MediaOptions _options;
    private readonly IFrameTap _tap;
    private readonly IAudioLevelTap[] _levels;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly DtlsCertificate _certificate;
    private readonly EventQueue _events;
    private readonly RecordingContext _recording;
    private readonly PeerTable _table = new();
    private readonly Dictionary<string, Room<Participant>> _rooms = [];
    private readonly Dictionary<string, Participant> _participants = [];
    private readonly long _startedAt;
    private UdpPort? _port;
    private ITimer? _timer;
    private RtcPeerOptions? _peerOptions;
    private bool _disposed;

    /// <summary>A server that is not listening yet.</summary>
    /// <param name="options">Port, addresses, limits.</param>
    /// <param name="tap">Gets the patient's base video layer while analysis is allowed.</param>
    /// <param name="levels">Hear how loud the participants are while a session is live.</param>
    /// <param name="recorder">Opens segments while recording is allowed.</param>
    /// <param name="events">Hears about connections and recordings.</param>
    /// <param name="clock">Time.</param>
    /// <param name="log">Log; never gets addresses or content.</param>
    public MediaServer(
        MediaOptions options,
        IFrameTap tap,
        IEnumerable<IAudioLevelTap> levels,
        IMediaRecorder recorder,
        IMediaEvents events,
        TimeProvider clock,
        ILogger<MediaServer> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (_options, _tap, _levels, _clock, _log) = (options, tap, [.. levels], clock, log);
        _certificate = DtlsCertificate.CreateSelfSigned(clock);
        _startedAt = clock.GetTimestamp();
        _events = new EventQueue(events, log);
        _recording = new RecordingContext(recorder, _events, Counters, _gate, log);
        _connections = new TcpConnections(Counters);
    }

    /// <summary>The UDP port, once started.</summary>
    public int Port => _port?.Port ?? 0;

    /// <inheritdoc/>
    public EndpointCapabilities Capabilities => EndpointCapabilities.All;

    /// <summary>What the server has done so far.</summary>
    public MediaCounters Counters { get; } = new();

    /// <inheritdoc/>
    public MediaTotals ReadTotals() => Counters.Read();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_port is not null)
            throw new InvalidOperationException("The media server has been started already.");
        _port = new UdpPort(_options.Port, OnDatagrams);
        _tcpPort = _options.TcpPort is { } tcpPort ? new TcpPort(tcpPort, this, _clock) : null;
        var addresses = HostAddresses.Find(_options, _port.IsDualMode);
        _peerOptions = new RtcPeerOptions
        {
            Certificate = _certificate,
            HostCandidates = [.. addresses.Select(a => new IPEndPoint(a, _port.Port))],
            TcpCandidates = _tcpPort is null ? [] : [.. addresses.Select(a => new IPEndPoint(a, _tcpPort.Port))],
        };
        _port.Start();
        _tcpPort?.Start();
        _timer = _clock.CreateTimer(_ => OnTick(), null, TickInterval, TickInterval);
        LogStarted(_log, _port.Port, TcpPort, addresses.Count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// If the other side uses a codec that this offer lacks, and both know another one, the other side's connection ends as
    /// <see cref="ConnectionState.Recalled"/>.
    /// </remarks>
    public MediaAnswer Join(string sessionId, ParticipantRole who, string sdpOffer)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        var offer = SdpOffer.Parse(sdpOffer);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_peerOptions is null)
                throw new InvalidOperationException("The media server has not been started.");
            if (!_rooms.TryGetValue(sessionId, out var room) || !room.Policy.Call)
                throw new MediaRefusedException(MediaRefusal.NoCall);
            if (room.Find(who) is null && IsFull())
                throw new MediaRefusedException(MediaRefusal.Full);

            var agreed = SharedCodec.Agree(offer, room.Other(who)?.Offer);
            if (offer.Section(RtcKind.Video) is { } video && video.Codec != agreed.Codec && video.Codecs.Contains(agreed.Codec))
                offer = SdpOffer.Parse(sdpOffer, agreed.Codec);
            if (agreed.RecallsOther)
                Recall(room.Other(who)!);
            var participant = new Participant(room, who, Ids.New(), this, offer, _peerOptions, Elapsed());
            Replace(room.Find(who));
            room.Add(participant);
            _participants.Add(participant.ResourceId, participant);
            _table.Add(participant);
            participant.ApplyPolicy(Elapsed());
            Counters.Peers = _participants.Count;
            return new MediaAnswer(participant.ResourceId, participant.Peer.Answer);
        }
    }

    /// <inheritdoc/>
    public string? RestartIce(string resourceId, string fragment)
    {
        var remote = IceFragment.Parse(fragment);
        lock (_gate)
        {
            if (!_participants.TryGetValue(resourceId, out var participant))
                return null;
            var answer = participant.Peer.RestartIce(remote);
            _table.Restart(participant);
            return answer;
        }
    }

    /// <inheritdoc/>
    public bool Leave(string resourceId)
    {
        lock (_gate)
        {
            if (!_participants.TryGetValue(resourceId, out var participant))
                return false;
            participant.Peer.Close(Elapsed());
            Settle();
            return true;
        }
    }

    /// <inheritdoc/>
    public void SetPolicy(string sessionId, MediaPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        ArgumentNullException.ThrowIfNull(policy);
        lock (_gate)
        {
            if (_disposed)
                return;
            if (!_rooms.TryGetValue(sessionId, out var room) && policy.Call)
                _rooms.Add(sessionId, room = new Room<Participant>(sessionId));
            if (room is null || room.Policy == policy)
                return;
            room.Apply(policy, _clock.GetUtcNow(), Elapsed());
            if (policy.Call)
                return;
            foreach (var participant in room.Participants.ToArray())
                participant.Peer.Close(Elapsed());
            Settle();
            _rooms.Remove(sessionId);
        }
    }

    /// <summary>Says goodbye to every peer, finishes every recording and releases the port.</summary>
    /// <returns>Completes when the last segment is durable.</returns>
    public async ValueTask DisposeAsync()
    {
        Task segments;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (var participant in _participants.Values)
                participant.Peer.Close(Elapsed());
            Settle();
            _connections.CloseAll();
            segments = _recording.WhenFinished();
        }

        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);
        _port?.Dispose();
        _tcpPort?.Dispose();
        await segments.ConfigureAwait(false);
        await _events.CompleteAsync().ConfigureAwait(false);
        _certificate.Dispose();
        Counters.Dispose();
    }

    private bool IsFull() => _participants.Count >= _options.MaxPeers
        || _participants.Values.Count(p => p.Peer.State == RtcPeerState.Connecting) >= _options.MaxConnecting;

    private void Replace(Participant? participant)
    {
        if (participant is null)
            return;
        participant.IsReplaced = true;
        participant.Peer.Close(Elapsed());
        Settle();
    }

    private void Recall(Participant participant)
    {
        participant.IsRecalled = true;
        participant.Peer.Close(Elapsed());
        Settle();
    }

    private TimeSpan Elapsed() => _clock.GetElapsedTime(_startedAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Media endpoint on UDP port {Port}, TCP port {TcpPort} (0: none), {Addresses} addresses offered")]
    private static partial void LogStarted(ILogger log, int port, int tcpPort, int addresses);
}
