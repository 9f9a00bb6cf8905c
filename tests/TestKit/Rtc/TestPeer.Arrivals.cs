using System.Buffers.Binary;
using PsyCare.Rtc;
using PsyCare.Rtc.Rtcp;
using PsyCare.Rtc.Rtp;

namespace PsyCare.TestKit.Rtc;

/// <content>Transport-wide feedback about what the server sends.</content>
public sealed partial class TestPeer
{
    private static readonly TimeSpan ArrivalsInterval = TimeSpan.FromMilliseconds(100);
    private readonly ArrivalLog _arrivals = new();
    private TimeSpan _nextArrivals;

    /// <summary>True tells the server when its packets came, as browsers do.</summary>
    public bool SendsArrivals { get; set; }

    private void NoteArrival(in RtpPacket packet, TimeSpan now)
    {
        if (SendsArrivals && packet.TryGetExtension(TestOffer.TransportSequenceExtension, out var number) && number.Length == 2)
        {
            _arrivals.Add(BinaryPrimitives.ReadUInt16BigEndian(number), now);
        }
    }

    private void SendArrivals(TimeSpan now)
    {
        if (!IsConnected || now < _nextArrivals)
        {
            return;
        }

        _nextArrivals = now + ArrivalsInterval;
        Span<byte> arrivals = stackalloc byte[ArrivalLog.MaxLength];
        Span<byte> buffer = stackalloc byte[1200];
        while (_arrivals.TryWrite(arrivals, out var length))
        {
            var writer = new RtcpWriter(buffer);
            writer.ReceiverReport(LocalSsrc[MediaKind.Video], []);
            writer.TransportWide(LocalSsrc[MediaKind.Video], _remoteSsrc[MediaKind.Video], arrivals[..length]);
            SendRtcp(writer.Written);
        }
    }
}
