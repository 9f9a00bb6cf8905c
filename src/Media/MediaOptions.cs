using System.Net;

namespace PsyCare.Media;

/// <summary>How the media endpoint is reached and what it may cost.</summary>
public sealed class MediaOptions
{
    /// <summary>UDP port for all peers; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>TCP port for peers whose network has no UDP; 0 takes a free one, null is none.</summary>
    public int? TcpPort { get; init; }

    /// <summary>Addresses that peers are told to send to. Empty: every address of this machine's running network interfaces.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Whether 127.0.0.1 is offered as well, for browsers on this machine.</summary>
    public bool IncludeLoopback { get; init; } = true;

    /// <summary>Peer connections at once; further ones are refused.</summary>
    public int MaxPeers { get; init; } = 1000;

    /// <summary>Peer connections at once that have not finished their handshake; further ones are refused.</summary>
    public int MaxConnecting { get; init; } = 250;
}
