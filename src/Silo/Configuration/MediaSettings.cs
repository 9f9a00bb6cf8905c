using System.Net;
using PsyCare.Media;

namespace PsyCare.Silo.Configuration;

/// <summary>Reads what is set about media.</summary>
internal static class MediaSettings
{
    /// <summary>What the media endpoint is made with.</summary>
    public static MediaOptions Read(SiloOptions options, IReadOnlyList<IPAddress> addresses) => new()
    {
        Port = options.MediaPort,
        TcpPort = options.MediaOverTcp ? options.MediaTcpPort ?? options.MediaPort : null,
        Addresses = addresses,
    };
}
