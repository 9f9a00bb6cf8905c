using System.Net;

namespace PsyCare.Media.Net;

/// <summary>Datagrams that came in together.</summary>
internal interface IDatagramBatch
{
    int Count { get; }

    /// <summary>One of them; all of it is valid until the next call.</summary>
    ReadOnlySpan<byte> Get(int index, out SocketAddress from);
}
