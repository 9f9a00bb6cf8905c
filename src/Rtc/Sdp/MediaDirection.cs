namespace PsyCare.Rtc.Sdp;

/// <summary>Which way media of a section flows, seen from whoever wrote the description (RFC 8866 section 6.7).</summary>
public enum MediaDirection
{
    /// <summary>Both ways; what a section without a direction attribute means.</summary>
    SendRecv,

    /// <summary>From the writer only.</summary>
    SendOnly,

    /// <summary>To the writer only.</summary>
    RecvOnly,

    /// <summary>Neither way.</summary>
    Inactive,
}

internal static class MediaDirectionExtensions
{
    /// <summary>The direction that answers an offered one.</summary>
    internal static MediaDirection Reversed(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendOnly => MediaDirection.RecvOnly,
        MediaDirection.RecvOnly => MediaDirection.SendOnly,
        _ => direction,
    };

    internal static bool Sends(this MediaDirection direction) => direction is MediaDirection.SendRecv or MediaDirection.SendOnly;

    internal static bool Receives(this MediaDirection direction) => direction is MediaDirection.SendRecv or MediaDirection.RecvOnly;

    internal static string Attribute(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendRecv => "sendrecv",
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.RecvOnly => "recvonly",
        _ => "inactive",
    };
}
