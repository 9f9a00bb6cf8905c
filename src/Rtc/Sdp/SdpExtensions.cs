using System.Globalization;

namespace PsyCare.Rtc.Sdp;

/// <summary>The RTP header extensions that we negotiate (RFC 8285 section 5).</summary>
internal static class SdpExtensions
{
    /// <summary>Which media section a packet belongs to (RFC 8843 section 15).</summary>
    internal const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /// <summary>Which layer of a simulcast a packet belongs to (RFC 8852).</summary>
    internal const string Rid = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

    /// <summary>Which layer of a simulcast a retransmission belongs to (RFC 8852).</summary>
    internal const string RepairedRid = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    /// <summary>How loud a packet's sound is (RFC 6464).</summary>
    internal const string AudioLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    /// <summary>A number for every packet of the transport, whatever its stream.</summary>
    internal const string TransportSequence = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    /// <summary>The id that a section offers an extension with, or null. Only ids of the one-byte form are taken.</summary>
    internal static int? Find(SdpLines lines, string uri)
    {
        foreach (var value in lines.Values("extmap"))
        {
            var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length >= 2 && parts[1] == uri
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is >= 1 and <= 14)
            {
                return id;
            }
        }

        return null;
    }
}
