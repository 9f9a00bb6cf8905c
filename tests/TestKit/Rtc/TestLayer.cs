using System.Security.Cryptography;
using PsyCare.Rtc;
using PsyCare.Rtc.Rtp;

namespace PsyCare.TestKit.Rtc;

/// <summary>One layer of the picture that a <see cref="TestPeer"/> sends in several sizes.</summary>
public sealed class TestLayer(string rid)
{
    /// <summary>Its restriction id.</summary>
    public string Rid { get; } = rid;

    /// <summary>Its SSRC, which no description announces.</summary>
    public uint Ssrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>The SSRC of its retransmissions.</summary>
    public uint RtxSsrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>Added to RTP timestamps: a browser's layers do not share one.</summary>
    public uint TimestampOffset { get; init; } = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>The number of the next packet.</summary>
    public ushort NextSequence { get; set; } = (ushort)RandomNumberGenerator.GetInt32(1, 0x8000);

    /// <summary>How often the server asked for a keyframe of this layer.</summary>
    public int KeyframeRequests { get; internal set; }

    /// <summary>Packets that say which layer they are of; later ones are known by their SSRC.</summary>
    public int NamedPackets { get; set; } = 50;

    internal Vp8Packetizer Packetizer { get; } = new();

    internal RetransmissionCache Sent { get; } = RetransmissionCache.For(MediaKind.Video);

    internal ushort NextRtxSequence { get; set; } = 7000;
}
