namespace PsyCare.Media;

/// <summary>Why a datagram never reached a peer.</summary>
internal enum MediaDrop
{
    /// <summary>Empty, or longer than anything we negotiate.</summary>
    BadLength,

    /// <summary>A STUN request for no peer of ours, or no STUN request at all.</summary>
    UnknownUfrag,

    /// <summary>From an address that has passed no ICE check, or over a TCP connection whose peer is over.</summary>
    UnknownAddress,

    /// <summary>More packets or checks a second than a peer may send.</summary>
    TooMany,

    /// <summary>The operating system refused to send it, or the TCP connection is closed.</summary>
    SendFailed,

    /// <summary>A TCP connection had no room for it: pictures first, then sound.</summary>
    Backlog,
}
