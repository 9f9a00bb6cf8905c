using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Keys;

/// <summary>The AES-256 cases of McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, as submitted to NIST.</summary>
public class GcmKeyTests
{
    private const string ZeroKey = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string Key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    private const string Plain60 =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a31"
        + "8a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private const string Cipher60 =
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555"
        + "d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662";

    [Theory]
    [InlineData(ZeroKey, "000000000000000000000000", "", "", "", "530f8afbc74536b9a963b4f1c4cb738b")]
    [InlineData(
        ZeroKey,
        "000000000000000000000000",
        "",
        "00000000000000000000000000000000",
        "cea7403d4d606b6e074ec5d3baf39d18",
        "d0d1c8a799996bf0265b98b5d48ab919")]
    [InlineData(Key, "cafebabefacedbaddecaf888", "", Plain60 + "1aafd255", Cipher60 + "898015ad", "b094dac5d93471bdec1a502270e3cc6c")]
    [InlineData(
        Key, "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2", Plain60, Cipher60, "76fc6ece0f4e1768cddf8853bb2d551b")]
    public void Published_vectors_seal_and_open(string key, string nonce, string associated, string plain, string cipher, string tag)
    {
        using var gcm = new GcmKey(Convert.FromHexString(key));
        var expected = Convert.FromHexString(plain);
        var (ciphertext, actualTag, opened) = (new byte[expected.Length], new byte[GcmKey.TagSize], new byte[expected.Length]);

        gcm.Seal(Convert.FromHexString(nonce), expected, ciphertext, actualTag, Convert.FromHexString(associated));

        Assert.Equal(cipher, Convert.ToHexString(ciphertext), ignoreCase: true);
        Assert.Equal(tag, Convert.ToHexString(actualTag), ignoreCase: true);
        Assert.True(gcm.TryOpen(Convert.FromHexString(nonce), ciphertext, actualTag, opened, Convert.FromHexString(associated)));
        Assert.Equal(expected, opened);
    }

    [Fact]
    public void What_does_not_open_leaves_nothing_behind()
    {
        using var gcm = new GcmKey(new byte[32]);
        var (nonce, cipher, tag, opened) = (new byte[12], new byte[16], new byte[16], new byte[16]);
        gcm.Seal(nonce, "sixteen bytes ok"u8, cipher, tag, []);
        tag[3] ^= 1;

        Assert.False(gcm.TryOpen(nonce, cipher, tag, opened, []));
        Assert.Equal(new byte[16], opened);
    }
}
