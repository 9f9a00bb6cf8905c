namespace PsyCare.Rtc.Sdp;

/// <summary>Why an offer cannot be answered; stable names, fit for a problem-details error.</summary>
public enum SdpRejection
{
    /// <summary>More than 64 KiB, or more than 32 media sections.</summary>
    TooLarge,

    /// <summary>Not SDP: a line without a type, a missing version, an m-line that does not parse, an illegal value.</summary>
    Malformed,

    /// <summary>Neither sound in Opus nor a picture in a codec of the endpoint; or a section that the endpoint cannot leave out.</summary>
    NoUsableMedia,

    /// <summary>The usable sections are not in one BUNDLE group.</summary>
    NoBundle,

    /// <summary>The usable sections do not multiplex RTCP with RTP.</summary>
    NoRtcpMux,

    /// <summary>No ICE user fragment and password.</summary>
    NoIceCredentials,

    /// <summary>No SHA-256 certificate fingerprint.</summary>
    NoFingerprint,

    /// <summary>The offer insists on being the DTLS server (setup:passive), which is our side of it.</summary>
    NoDtlsClient,

    /// <summary>ICE cannot be restarted on a connection of this endpoint: a new offer can.</summary>
    NoIceRestart,
}

/// <summary>An SDP offer that cannot be answered. The message says what is wrong without quoting the offer.</summary>
public sealed class SdpRejectedException : Exception
{
    /// <summary>A rejection.</summary>
    /// <param name="rejection">The reason, for a program.</param>
    /// <param name="message">The reason, for a person.</param>
    public SdpRejectedException(SdpRejection rejection, string message)
        : base(message) => Rejection = rejection;

    /// <summary>The reason.</summary>
    public SdpRejection Rejection { get; }
}
