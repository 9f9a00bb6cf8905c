using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc.Tests.Srtp;

/// <summary>Published vectors: RFC 3711 appendix B and RFC 7714 sections 16 and 17.</summary>
public sealed class SrtpVectorTests
{
    private const string QuidProQuo = "517569642070726f2071756f";
    private const string CountingKey = "000102030405060708090a0b0c0d0e0f";

    private const string GalliaPlain = "8040f17b8041f8d35501a0b2" +
        "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";

    private const string GalliaProtected = "8040f17b8041f8d35501a0b2" +
        "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833" +
        "899d7f27beb16a9152cf765ee4390cce";

    private const string ReportPlain = "81c8000d4d617273" +
        "4e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

    private const string ReportProtected = "81c8000d4d617273" +
        "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b" +
        "c84aa45896cf4d2fc5abf87245d9eade800005d4";

    [Theory]
    [InlineData(0x0000, "E03EAD0935C95E80E166B16DD92B4EB4")]
    [InlineData(0x0001, "D23513162B02D0F72A43A2FE4A5F97AB")]
    [InlineData(0x0002, "41E95B3BB0A2E8DD477901E4FCA894C0")]
    [InlineData(0xFEFF, "EC8CDF7398607CB0F2D21675EA9EA1E4")]
    [InlineData(0xFF00, "362B7C3C6773516318A077D7FC5073AE")]
    [InlineData(0xFF01, "6A2CC3787889374FBEB4C81B17BA6C44")]
    public void Counter_mode_keystream_is_that_of_rfc_3711_b2(int block, string expected)
    {
        using var counterMode = new CounterMode(
            Hex("2B7E151628AED2A6ABF7158809CF4F3C"), Hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
        var data = new byte[(block + 1) * 16];
        counterMode.Apply(ssrc: 0, index: 0, data);
        Assert.Equal(expected, Convert.ToHexString(data.AsSpan(block * 16)));
    }

    [Theory]
    [InlineData(0, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(2, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(1, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF7227098" +
        "6371C10C9A369AC2F94A8C5FBCDDDC256D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2")]
    public void Key_derivation_is_that_of_rfc_3711_b3(byte label, string expected)
    {
        var derived = KeyDerivation.Derive(
            Hex("E1F97A0D3E018BE0D64FA32C06DE4139"), Hex("0EC675AD498AFEEBB6960B3AABE6"), label, expected.Length / 2);
        Assert.Equal(expected, Convert.ToHexString(derived));
    }

    [Fact]
    public void Gcm_protects_and_opens_the_rtp_packet_of_rfc_7714_16_1()
    {
        using var cipher = new GcmPacketCipher(Hex(CountingKey), Hex(QuidProQuo));
        var plain = Hex(GalliaPlain);
        var sealedPacket = new byte[plain.Length + cipher.RtpOverhead];
        cipher.ProtectRtp(plain, 12, 0xf17b, sealedPacket);
        Assert.Equal(GalliaProtected, Convert.ToHexStringLower(sealedPacket));

        var opened = new byte[plain.Length];
        Assert.True(cipher.UnprotectRtp(sealedPacket, 12, 0xf17b, opened));
        Assert.Equal(plain, opened);
    }

    [Fact]
    public void Gcm_protects_and_opens_the_rtcp_packet_of_rfc_7714_17_1()
    {
        using var cipher = new GcmPacketCipher(Hex(CountingKey), Hex(QuidProQuo));
        var plain = Hex(ReportPlain);
        var sealedPacket = new byte[plain.Length + cipher.RtcpOverhead];
        cipher.ProtectRtcp(plain, 0x5d4, sealedPacket);
        Assert.Equal(ReportProtected, Convert.ToHexStringLower(sealedPacket));

        var opened = new byte[plain.Length];
        Assert.True(cipher.UnprotectRtcp(sealedPacket, 0x5d4, opened));
        Assert.Equal(plain, opened);
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
