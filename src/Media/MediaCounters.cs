using System.Diagnostics.Metrics;
using PsyCare.Rtc;

namespace PsyCare.Media;

/// <summary>
/// What the media endpoint has done. <see cref="Read"/> gives the totals; the same are published as metrics of the meter <c>PsyCare.Media</c>.
/// Written under the server's lock; a reader sees values that may be a moment old.
/// </summary>
public sealed class MediaCounters : IDisposable
{
    private static readonly string[] PeerReasons = Enum.GetNames<DropReason>();
    private static readonly string[] ServerReasons = Enum.GetNames<MediaDrop>();

    private readonly Meter _meter = new("PsyCare.Media");
    private readonly long[] _peerDrops = new long[PeerReasons.Length];
    private readonly long[] _serverDrops = new long[ServerReasons.Length];

    internal MediaCounters()
    {
        _meter.CreateObservableGauge("psycare.media.peers", () => Peers, "{peer}");
        _meter.CreateObservableCounter("psycare.media.datagrams.received", () => DatagramsIn, "{datagram}");
        _meter.CreateObservableCounter("psycare.media.datagrams.sent", () => DatagramsOut, "{datagram}");
        _meter.CreateObservableCounter("psycare.media.datagrams.dropped", MeasureDrops, "{datagram}");
        _meter.CreateObservableCounter("psycare.media.cpu", () => (ReceiverCpu + TimerCpu).TotalSeconds, "s");
        _meter.CreateObservableCounter("psycare.media.frames.tapped", () => FramesTapped, "{frame}");
        _meter.CreateObservableCounter("psycare.media.frames.recorded", () => FramesRecorded, "{frame}");
        _meter.CreateObservableCounter("psycare.media.frames.unrecorded", () => FramesUnrecorded, "{frame}");
    }

    internal long Peers { get; set; }

    internal long DatagramsIn { get; set; }

    internal long BytesIn { get; set; }

    internal long DatagramsOut { get; set; }

    internal long BytesOut { get; set; }

    internal TimeSpan ReceiverCpu { get; set; }

    internal TimeSpan TimerCpu { get; set; }

    internal long FramesTapped { get; set; }

    internal long FramesRecorded { get; set; }

    internal long FramesUnrecorded { get; set; }

    /// <summary>The totals now.</summary>
    /// <returns>A copy.</returns>
    public MediaTotals Read() => new()
    {
        Peers = Peers,
        DatagramsIn = DatagramsIn,
        BytesIn = BytesIn,
        DatagramsOut = DatagramsOut,
        BytesOut = BytesOut,
        Cpu = ReceiverCpu + TimerCpu,
        FramesTapped = FramesTapped,
        FramesRecorded = FramesRecorded,
        FramesUnrecorded = FramesUnrecorded,
        Dropped = Drops().Where(d => d.Count > 0).ToDictionary(d => d.Reason, d => d.Count),
    };

    /// <summary>Stops publishing metrics.</summary>
    public void Dispose() => _meter.Dispose();

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

    internal static long[] NoDrops() => new long[PeerReasons.Length];

    private IEnumerable<(string Reason, long Count)> Drops() =>
        PeerReasons.Zip(_peerDrops).Concat(ServerReasons.Zip(_serverDrops));

    private IEnumerable<Measurement<long>> MeasureDrops() =>
        Drops().Select(d => new Measurement<long>(d.Count, new KeyValuePair<string, object?>("reason", d.Reason)));
}
