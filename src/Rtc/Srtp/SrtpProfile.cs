namespace PsyCare.Rtc.Srtp;

/// <summary>The SRTP protection profiles this endpoint speaks.</summary>
public enum SrtpProfile
{
    /// <summary>SRTP_AEAD_AES_128_GCM (RFC 7714): 16-byte key, 12-byte salt, 16-byte tag.</summary>
    AeadAes128Gcm,

#pragma warning disable CA1707 // The profile's registered name ends in _80: the tag length in bits.
    /// <summary>SRTP_AES128_CM_HMAC_SHA1_80 (RFC 3711, RFC 5764): 16-byte key, 14-byte salt, 10-byte tag.</summary>
    Aes128CmHmacSha1_80,
#pragma warning restore CA1707
}
