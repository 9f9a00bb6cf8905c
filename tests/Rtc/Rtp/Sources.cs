using PsyCare.Rtc.Sdp;

namespace PsyCare.Rtc.Tests.Rtp;

/// <summary>Where packets come from.</summary>
internal static class Sources
{
    /// <summary>One size of a picture.</summary>
    public static IncomingSource Layer(string rid) => new(
        null!,
        MediaKind.Video,
        new SdpMediaSection
        {
            Media = "video",
            Protocol = "UDP/TLS/RTP/SAVPF",
            Formats = ["96"],
            Mid = "1",
            Direction = MediaDirection.SendRecv,
            PayloadType = 96,
        },
        rid);
}
