using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc;

/// <summary>
/// Room for the packet in hand. Peers of one thread share it: while a peer is in the middle of one datagram it may make others send, but
/// none receives, and what goes out is copied before anything else can go out.
/// </summary>
internal static class Scratch
{
    [ThreadStatic]
    private static Buffers? _buffers;

    /// <summary>What came in, decrypted.</summary>
    internal static byte[] Received => Mine.Received;

    /// <summary>A packet made of a part of what came in.</summary>
    internal static byte[] Unpacked => Mine.Unpacked;

    /// <summary>What is to go out, before it is encrypted.</summary>
    internal static byte[] Plain => Mine.Plain;

    /// <summary>And after.</summary>
    internal static byte[] Protected => Mine.Protected;

    /// <summary>RTCP after it is encrypted.</summary>
    internal static byte[] Rtcp => Mine.Rtcp;

    /// <summary>A DTLS datagram on its way out.</summary>
    internal static byte[] Dtls => Mine.Dtls;

    private static Buffers Mine => _buffers ??= new Buffers();

    private sealed class Buffers
    {
        public byte[] Received { get; } = new byte[RtcPeer.MaxDatagramLength];

        public byte[] Unpacked { get; } = new byte[RtcPeer.MaxDatagramLength];

        public byte[] Plain { get; } = new byte[RtcPeer.MaxPlainLength];

        public byte[] Protected { get; } = new byte[RtcPeer.MaxPlainLength + SrtpSender.MaxOverhead];

        public byte[] Rtcp { get; } = new byte[RtcPeer.MaxRtcpLength + SrtpSender.MaxOverhead];

        public byte[] Dtls { get; } = new byte[RtcPeer.MaxDatagramLength];
    }
}
