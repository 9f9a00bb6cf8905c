using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc.Tests.Srtp;

public sealed class SrtpBehaviourTests
{
    public static TheoryData<SrtpProfile> Profiles => [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80];

    [Theory, MemberData(nameof(Profiles))]
    public void A_packet_comes_back_as_it_was(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        foreach (var payload in new[] { 0, 1, 15, 16, 17, 31, 33, 1200 })
        {
            var packet = SrtpPair.Rtp((ushort)payload, payload: payload, extension: payload % 2 == 1);
            var sealedPacket = pair.SealRtp(packet);
            if (payload >= 16)
                Assert.Equal(-1, sealedPacket.AsSpan().IndexOf(packet.AsSpan(packet.Length - 16)));
            Assert.Equal(SrtpResult.Ok, pair.OpenRtp(sealedPacket, out var plain));
            Assert.Equal(packet, plain);
        }

        var report = SrtpPair.Rtcp();
        Assert.Equal(SrtpResult.Ok, pair.OpenRtcp(pair.SealRtcp(report), out var opened));
        Assert.Equal(report, opened);
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Replayed_packet_is_dropped(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var rtp = pair.SealRtp(SrtpPair.Rtp(7));
        var rtcp = pair.SealRtcp(SrtpPair.Rtcp());
        Assert.Equal(SrtpResult.Ok, pair.OpenRtp(rtp));
        Assert.Equal(SrtpResult.Replayed, pair.OpenRtp(rtp));
        Assert.Equal(SrtpResult.Ok, pair.OpenRtcp(rtcp, out _));
        Assert.Equal(SrtpResult.Replayed, pair.OpenRtcp(rtcp, out _));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Reordered_packets_are_all_accepted_once(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var packets = Enumerable.Range(60_000, 10_000).Select(i => pair.SealRtp(SrtpPair.Rtp((ushort)i, payload: 20))).ToArray();
        var random = new Random(5);
        for (var start = 0; start < packets.Length; start += 500)
            random.Shuffle(packets.AsSpan(start, 500));
        Assert.All(packets, p => Assert.Equal(SrtpResult.Ok, pair.OpenRtp(p)));
        Assert.All(packets, p => Assert.Equal(SrtpResult.Replayed, pair.OpenRtp(p)));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Rollover_is_followed_through_loss_and_reordering(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        Assert.Equal(SrtpResult.Ok, pair.OpenRtp(pair.SealRtp(SrtpPair.Rtp(1))));
        for (var index = 20_000; index < 400_000; index += 20_000)
        {
            var early = pair.SealRtp(SrtpPair.Rtp(unchecked((ushort)(index - 3))));
            Assert.Equal(SrtpResult.Ok, pair.OpenRtp(pair.SealRtp(SrtpPair.Rtp(unchecked((ushort)index)))));
            Assert.Equal(SrtpResult.Ok, pair.OpenRtp(early));
        }

        var late = pair.SealRtp(SrtpPair.Rtp(0xFFFE, ssrc: 9));
        var lost = pair.SealRtp(SrtpPair.Rtp(0xFFFF, ssrc: 9));
        var wrapped = pair.SealRtp(SrtpPair.Rtp(0, ssrc: 9));
        Assert.Equal(SrtpResult.Ok, pair.OpenRtp(late));
        Assert.Equal(SrtpResult.Ok, pair.OpenRtp(wrapped));
        Assert.Equal(SrtpResult.Ok, pair.OpenRtp(lost));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void A_retransmission_gets_the_index_it_had(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var first = pair.SealRtp(SrtpPair.Rtp(0xFFF0));
        pair.SealRtp(SrtpPair.Rtp(5));
        Assert.Equal(first, pair.SealRtp(SrtpPair.Rtp(0xFFF0)));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void A_changed_bit_anywhere_fails_authentication_and_leaves_no_trace(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var rtp = pair.SealRtp(SrtpPair.Rtp(3, payload: 20));
        var rtcp = pair.SealRtcp(SrtpPair.Rtcp());
        for (var bit = 0; bit < 8 * rtp.Length; bit++)
            Assert.NotEqual(SrtpResult.Ok, pair.OpenRtp(Flipped(rtp, bit)));
        for (var bit = 0; bit < 8 * rtcp.Length; bit++)
            Assert.NotEqual(SrtpResult.Ok, pair.OpenRtcp(Flipped(rtcp, bit), out _));
        Assert.Equal(SrtpResult.Ok, pair.OpenRtp(rtp));
        Assert.Equal(SrtpResult.Ok, pair.OpenRtcp(rtcp, out _));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Every_truncation_is_refused(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var rtp = pair.SealRtp(SrtpPair.Rtp(3, extension: true));
        var rtcp = pair.SealRtcp(SrtpPair.Rtcp());
        for (var length = 0; length < rtp.Length; length++)
            Assert.NotEqual(SrtpResult.Ok, pair.OpenRtp(rtp[..length]));
        for (var length = 0; length < rtcp.Length; length++)
            Assert.NotEqual(SrtpResult.Ok, pair.OpenRtcp(rtcp[..length], out _));
        Assert.Equal(SrtpResult.TooShort, pair.OpenRtp([]));
        Assert.Equal(SrtpResult.TooShort, pair.OpenRtcp([], out _));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Random_bytes_are_refused(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
                bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
            Assert.NotEqual(SrtpResult.Ok, pair.OpenRtp(bytes));
            Assert.NotEqual(SrtpResult.Ok, pair.OpenRtcp(bytes, out _));
        }
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Sources_beyond_the_limit_are_refused_and_known_ones_go_on(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        for (uint ssrc = 0; ssrc < SrtpReceiver.MaxSources; ssrc++)
            Assert.Equal(SrtpResult.Ok, pair.OpenRtp(pair.SealRtp(SrtpPair.Rtp(1, ssrc))));
        Assert.Equal(SrtpResult.Malformed, pair.OpenRtp(pair.SealRtp(SrtpPair.Rtp(1, ssrc: 1000))));
        Assert.Equal(SrtpResult.Ok, pair.OpenRtp(pair.SealRtp(SrtpPair.Rtp(2, ssrc: 0))));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void The_packet_path_does_not_allocate(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var packets = Enumerable.Range(0, 300).Select(i => SrtpPair.Rtp((ushort)i, payload: 1100)).ToArray();
        var wire = new byte[2000];
        var plain = new byte[2000];
        Assert.Equal(100, RoundTrip(pair, packets.AsSpan(0, 100), wire, plain));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var opened = RoundTrip(pair, packets.AsSpan(100), wire, plain);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
        Assert.Equal(200, opened);
    }

    private static int RoundTrip(SrtpPair pair, ReadOnlySpan<byte[]> packets, byte[] wire, byte[] plain)
    {
        var opened = 0;
        foreach (var packet in packets)
        {
            var length = pair.Sender.ProtectRtp(packet, wire);
            opened += pair.Receiver.UnprotectRtp(wire.AsSpan(0, length), plain, out _) == SrtpResult.Ok ? 1 : 0;
        }

        return opened;
    }

    private static byte[] Flipped(byte[] packet, int bit)
    {
        var copy = packet.ToArray();
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }
}
