using PsyCare.Rtc;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;

namespace PsyCare.TestKit.Rtc;

/// <content>What browsers say of their own accord: a number in every packet, and every second what they have sent and what came.</content>
public sealed partial class TestPeer
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<MediaKind, uint> _lastTimestamp = [];
    private readonly Dictionary<MediaKind, ReceiveStatistics> _statistics = [];
    private TimeSpan _nextReport;
    private ushort _transportNumber;

    /// <summary>True sends sender and receiver reports every second; the server learns the round trip by them.</summary>
    public bool SendsReports { get; set; }

    /// <summary>
    /// True gives every packet a transport-wide number; the server says when it came. Retransmissions have none, so not together with a
    /// stream whose packets are sent again under their own numbers.
    /// </summary>
    public bool NumbersPackets { get; set; }

    private byte[] WithNumber(ReadOnlySpan<byte> plain)
    {
        const int Header = RtpPacket.FixedHeaderLength;
        var number = _transportNumber++;
        return
        [
            (byte)(plain[0] | 0x10), .. plain[1..Header],
            0xBE, 0xDE, 0, 1, (TestOffer.TransportSequenceExtension << 4) | 1, (byte)(number >> 8), (byte)number, 0, // RFC 8285
            .. plain[Header..],
        ];
    }

    private void NoteReceived(MediaKind kind, in RtpPacket packet, long extendedSequence, bool isRestored, TimeSpan now)
    {
        if (!_statistics.TryGetValue(kind, out var statistics))
        {
            _statistics.Add(kind, statistics = new ReceiveStatistics(packet.Ssrc, kind.ClockRate()));
        }

        statistics.OnPacket(extendedSequence, packet.Timestamp, isRestored, now);
    }

    private void NoteSenderReport(in SenderReport report, TimeSpan now)
    {
        foreach (var statistics in _statistics.Values)
        {
            if (statistics.Ssrc == report.Ssrc)
            {
                statistics.OnSenderReport(report, now);
            }
        }
    }

    private void SendReports(TimeSpan now)
    {
        if (!SendsReports || !IsConnected || now < _nextReport)
        {
            return;
        }

        _nextReport = now + ReportInterval;
        var writer = new RtcpWriter(stackalloc byte[512]);
        foreach (var (kind, timestamp) in _lastTimestamp)
        {
            writer.SenderReport(new SenderReport(LocalSsrc[kind], (ulong)(((UInt128)now.Ticks << 32) / TimeSpan.TicksPerSecond), timestamp, 0, 0));
        }

        writer.ReceiverReport(LocalSsrc[MediaKind.Video], [.. _statistics.Values.Select(s => s.TakeReport(now))]);
        writer.SourceDescription(LocalSsrc[MediaKind.Video], "test");
        SendRtcp(writer.Written);
    }
}
