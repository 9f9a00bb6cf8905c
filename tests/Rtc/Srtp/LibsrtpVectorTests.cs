using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc.Tests.Srtp;

/// <summary>
/// Packets that libsrtp 2.5.0 made with the keys of <see cref="SrtpPair"/>, across a rollover and with a header extension: the whole of
/// both profiles against an implementation that is not ours.
/// </summary>
public sealed class LibsrtpVectorTests
{
    private static readonly string[] CounterMode =
    [
        "8060fffe00000000000012346e3ac738170cc99670a442cb866ed8fa9d7bf7fd53bd353b37794de15e55fb0d150b04488f51" +
            "bf7e0180fff17349ebb95a871faf2cd94157b5287ed7",
        "9060ffff0000000000001234bede0002100720080000000083eb6cbb638d483b63b2ecbe8960213e6e265ba32c13a2a53512" +
            "ea409d3c8f7e71799e293a43c3ab1956fec6a200502edf57918bf33bfb456df4979b",
        "80600003000000000000123489fcbd55bf63cc752b551ee95cd995475d2b7d0b7658e053f2921b47555332da7f652b8d0eea" +
            "3c75ec915433907e093069fccf1af4d27e44fdf284ee",
        "80c800060000123402eb9ddfef390c12090603338f5d4c643537b4c380000001ec55a01865e2d2689d75",
        "80c8000600001234c2791b8a1216fd2f2bb402b35c2eaba01fcfc340800000020b48794e0fa19d3a962a",
    ];

    private static readonly string[] Gcm =
    [
        "8060fffe0000000000001234b1845443b0ecbb5d9e0ddc003b8974c973b8cba9bf7e65cf5f78316af399a6ed60fa53848d74" +
            "baa5012304af9653a5b4a98987543d92d6d275ec3e083db0102141d5",
        "9060ffff0000000000001234bede0002100720080000000085eba165ecef5eb1091dfb8fe7812c72a855bd21b8ab66db45e6" +
            "e9a2d874698a4e37260311e54c44856212a5cd8a92e91d1c11a08815abac32dca511d95797f269c3",
        "8060000300000000000012345a004fb51474e0a006d70e979869860fb2a6578816d2bba7fb944868e7d4944c6bb7e7773d99" +
            "ed2b33419254073aa07a5a5524e91270a152713741e8941895f2eb36",
        "80c80006000012343ba3e433273d9365a45341ad8a94fddfcf834e9b756e548fb8cfdfea37393123261ead6b80000001",
        "80c80006000012342724569e162223e74f7a8d7882fdffb93c1e0abfbafa43463fc22fb44765bb6077d99b7d80000002",
    ];

    public static TheoryData<SrtpProfile, string[]> Profiles => new()
    {
        { SrtpProfile.Aes128CmHmacSha1_80, CounterMode },
        { SrtpProfile.AeadAes128Gcm, Gcm },
    };

    [Theory, MemberData(nameof(Profiles))]
    public void Rtp_is_protected_as_libsrtp_does(SrtpProfile profile, string[] packets)
    {
        using var pair = new SrtpPair(profile);
        Assert.Equal(packets[0], Convert.ToHexStringLower(pair.SealRtp(SrtpPair.Rtp(0xFFFE))));
        Assert.Equal(packets[1], Convert.ToHexStringLower(pair.SealRtp(SrtpPair.Rtp(0xFFFF, extension: true))));
        Assert.Equal(packets[2], Convert.ToHexStringLower(pair.SealRtp(SrtpPair.Rtp(3))));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void What_libsrtp_protected_opens(SrtpProfile profile, string[] packets)
    {
        using var pair = new SrtpPair(profile);
        byte[][] expected = [SrtpPair.Rtp(0xFFFE), SrtpPair.Rtp(0xFFFF, extension: true), SrtpPair.Rtp(3)];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(SrtpResult.Ok, pair.OpenRtp(Convert.FromHexString(packets[i]), out var plain));
            Assert.Equal(expected[i], plain);
        }

        foreach (var packet in packets[3..])
        {
            Assert.Equal(SrtpResult.Ok, pair.OpenRtcp(Convert.FromHexString(packet), out var plain));
            Assert.Equal(SrtpPair.Rtcp(), plain);
        }
    }
}
