namespace PsyCare.Media;

/// <summary>Why a TCP connection ended.</summary>
internal enum TcpEnd
{
    /// <summary>The client ended it, or the network did.</summary>
    Left,

    /// <summary>Refused: too many connections that belong to nobody, in all or from this address.</summary>
    Crowd,

    /// <summary>It did not begin with a check of a peer of ours, or took too long or too many bytes over it.</summary>
    Unproven,

    /// <summary>A frame longer than any datagram of ours.</summary>
    BadFrame,

    /// <summary>The client did not read what it was sent.</summary>
    Backlog,

    /// <summary>Nothing came for a minute.</summary>
    Silent,

    /// <summary>The peer opened newer ones, more than it needs.</summary>
    Surplus,

    /// <summary>The peer connection is over.</summary>
    Over,
}
