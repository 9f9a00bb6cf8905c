using System.Diagnostics.Metrics;
using PsyCare.Rtc;
using PsyCare.Rtc.Layers;

namespace PsyCare.Media;

/// <summary>
/// What the media endpoint has done. <see cref="Read"/> gives the totals; the same are published as metrics of the meter <c>PsyCare.Media</c>.
/// Written under the server's lock; a reader sees values that may be a moment old.
/// </summary>
public sealed class MediaCounters : IDisposable
{
    private static readonly string[] PeerReasons = Enum.GetNames<DropReason>();
    private static readonly string[] Pictures = Enum.GetNames<ViewedPicture>();
    private static readonly string[] ServerReasons = Enum.GetNames<MediaDrop>();
    private static readonly string[] TcpEnds = Enum.GetNames<TcpEnd>();

    private readonly Meter _meter = new("PsyCare.Media");
    private readonly long[] _peerDrops = new long[PeerReasons.Length];
    private readonly long[] _peerCounts = PeerReading.NoCounts();
    private readonly Histogram<double> _roundTrip;
    private readonly Histogram<double> _jitter;
    private readonly Histogram<double> _sendLoss;
    private readonly Histogram<double> _sendEstimate;
    private readonly long[] _viewers = new long[Pictures.Length];
    private readonly long[] _serverDrops = new long[ServerReasons.Length];
    private readonly long[] _tcpEnds = new long[TcpEnds.Length];

    internal MediaCounters()
    {
        _meter.CreateObservableGauge("psycare.media.peers", () => Peers, "{peer}");
        _meter.CreateObservableCounter("psycare.media.datagrams.received", () => ByTransport(DatagramsIn, TcpDatagramsIn), "{datagram}");
        _meter.CreateObservableCounter("psycare.media.datagrams.sent", () => ByTransport(DatagramsOut, TcpDatagramsOut), "{datagram}");
        _meter.CreateObservableCounter("psycare.media.datagrams.dropped", MeasureDrops, "{datagram}");
        _meter.CreateObservableGauge("psycare.media.tcp.connections", () => TcpConnections, "{connection}");
        _meter.CreateObservableCounter("psycare.media.tcp.ended", MeasureTcpEnds, "{connection}", "TCP connections that are over, by why.");
        _meter.CreateObservableCounter("psycare.media.cpu", () => Cpu.TotalSeconds, "s");
        _meter.CreateObservableCounter("psycare.media.frames.tapped", () => FramesTapped, "{frame}");
        _meter.CreateObservableCounter("psycare.media.frames.recorded", () => FramesRecorded, "{frame}");
        _meter.CreateObservableCounter("psycare.media.frames.unrecorded", () => FramesUnrecorded, "{frame}");
        _meter.CreateObservableGauge("psycare.media.frames.waiting", () => FramesWaiting, "{frame}");
        _meter.CreateObservableCounter("psycare.media.rtp.received", () => this[PeerCount.RtpReceived], "{packet}");
        _meter.CreateObservableCounter("psycare.media.rtp.restored", () => this[PeerCount.RtpRestored], "{packet}");
        _meter.CreateObservableCounter("psycare.media.rtp.lost", () => this[PeerCount.RtpLost], "{packet}");
        _meter.CreateObservableCounter("psycare.media.rtp.sent", () => this[PeerCount.RtpSent], "{packet}");
        _meter.CreateObservableCounter("psycare.media.rtp.resent", () => this[PeerCount.RtpResent], "{packet}");
        _meter.CreateObservableCounter("psycare.media.nacks.sent", () => this[PeerCount.NacksSent], "{packet}");
        _meter.CreateObservableCounter("psycare.media.keyframes.asked", () => this[PeerCount.KeyframesAskedFor], "{request}");
        _meter.CreateObservableCounter("psycare.media.keyframes.wanted", () => this[PeerCount.KeyframesWanted], "{request}");
        _meter.CreateObservableGauge("psycare.media.viewers", MeasureViewers, "{peer}", "Peers to which a picture is sent, by how much of it.");
        _meter.CreateObservableCounter("psycare.media.layer_changes", () => this[PeerCount.LayerChanges], "{change}");
        _roundTrip = _meter.CreateHistogram<double>("psycare.media.round_trip", "s", "Round trip to a peer, every two seconds.");
        _jitter = _meter.CreateHistogram<double>("psycare.media.jitter", "s", "Jitter of what a peer sends, every two seconds.");
        _sendLoss = _meter.CreateHistogram<double>("psycare.media.send_loss", "1", "Share of what was sent that a peer lost, every two seconds.");
        _sendEstimate = _meter.CreateHistogram<double>(
            "psycare.media.send_estimate", "bit/s", "What the network to a peer is believed to carry, every two seconds.");
    }

    internal long Peers { get; set; }

    internal long DatagramsIn { get; set; }

    internal long BytesIn { get; set; }

    internal long DatagramsOut { get; set; }

    internal long BytesOut { get; set; }

    internal long TcpConnections { get; set; }

    internal long TcpDatagramsIn { get; set; }

    internal long TcpDatagramsOut { get; set; }

    internal TimeSpan ReceiverCpu { get; set; }

    internal TimeSpan TcpCpu { get; set; }

    internal TimeSpan TimerCpu { get; set; }

    internal long FramesTapped { get; set; }

    internal long FramesRecorded { get; set; }

    internal long FramesUnrecorded { get; set; }

    internal long FramesWaiting { get; set; }

    internal TimeSpan Cpu => ReceiverCpu + TcpCpu + TimerCpu;

    internal Viewers Viewers => new(Seeing(ViewedPicture.Whole), Seeing(ViewedPicture.Part), Seeing(ViewedPicture.None));

    internal long this[PeerCount count] => _peerCounts[(int)count];

    /// <summary>The totals now.</summary>
    /// <returns>A copy.</returns>
    public MediaTotals Read() => new()
    {
        Peers = Peers,
        DatagramsIn = DatagramsIn,
        BytesIn = BytesIn,
        DatagramsOut = DatagramsOut,
        BytesOut = BytesOut,
        TcpConnections = TcpConnections,
        TcpDatagramsIn = TcpDatagramsIn,
        TcpDatagramsOut = TcpDatagramsOut,
        TcpEnded = Occurred(TcpEnds.Zip(_tcpEnds)),
        Cpu = Cpu,
        FramesTapped = FramesTapped,
        FramesRecorded = FramesRecorded,
        FramesUnrecorded = FramesUnrecorded,
        FramesWaiting = FramesWaiting,
        RtpReceived = this[PeerCount.RtpReceived],
        RtpRestored = this[PeerCount.RtpRestored],
        RtpLost = this[PeerCount.RtpLost],
        RtpSent = this[PeerCount.RtpSent],
        RtpResent = this[PeerCount.RtpResent],
        KeyframesAskedFor = this[PeerCount.KeyframesAskedFor],
        LayerChanges = this[PeerCount.LayerChanges],
        Dropped = Occurred(Drops()),
    };

    /// <summary>Stops publishing metrics.</summary>
    public void Dispose() => _meter.Dispose();

    internal void Add(PeerCount count) => _peerCounts[(int)count]++;

    internal void End(TcpEnd why) => _tcpEnds[(int)why]++;

    internal void Drop(MediaDrop reason) => _serverDrops[(int)reason]++;

    /// <summary>Takes over the drops that a peer has counted since it was last asked.</summary>
    internal void AddDrops(RtcPeerCounters counters, long[] seen)
    {
        for (var i = 0; i < _peerDrops.Length; i++)
        {
            var dropped = counters.Dropped((DropReason)i);
            _peerDrops[i] += dropped - seen[i];
            seen[i] = dropped;
        }
    }

    /// <summary>Takes over what a peer has counted since it was last read.</summary>
    internal void AddCounts(RtcPeer peer, PeerReading reading, TimeSpan now) => reading.AddTo(_peerCounts, peer, now);

    /// <summary>A viewer gets more of a picture than before, or less; null for no picture.</summary>
    internal void MoveViewer(ViewedPicture? before, ViewedPicture? now)
    {
        if (before is { } left)
            _viewers[(int)left]--;
        if (now is { } entered)
            _viewers[(int)entered]++;
    }

    internal void Observe(RtcPeer peer, double jitter, double sendLoss)
    {
        if (peer.RoundTripTime is { } time)
            _roundTrip.Record(time.TotalSeconds);
        _jitter.Record(jitter);
        _sendLoss.Record(sendLoss);
        if (peer.HasSendEstimate)
            _sendEstimate.Record(peer.SendEstimate);
    }

    internal static long[] NoDrops() => new long[PeerReasons.Length];

    private IEnumerable<(string Reason, long Count)> Drops() =>
        PeerReasons.Zip(_peerDrops).Concat(ServerReasons.Zip(_serverDrops));

    private long Seeing(ViewedPicture picture) => _viewers[(int)picture];

    private IEnumerable<Measurement<long>> MeasureViewers() =>
        Pictures.Zip(_viewers, static (name, count) => new Measurement<long>(count, new KeyValuePair<string, object?>("picture", name)));

    private static Dictionary<string, long> Occurred(IEnumerable<(string Reason, long Count)> counts) =>
        counts.Where(c => c.Count > 0).ToDictionary(c => c.Reason, c => c.Count);

    private static Measurement<long>[] ByTransport(long all, long tcp) =>
    [
        new(all - tcp, new KeyValuePair<string, object?>("transport", "udp")),
        new(tcp, new KeyValuePair<string, object?>("transport", "tcp")),
    ];

    private IEnumerable<Measurement<long>> MeasureTcpEnds() =>
        TcpEnds.Zip(_tcpEnds, static (why, count) => new Measurement<long>(count, new KeyValuePair<string, object?>("reason", why)));

    private IEnumerable<Measurement<long>> MeasureDrops() =>
        Drops().Select(d => new Measurement<long>(d.Count, new KeyValuePair<string, object?>("reason", d.Reason)));
}
