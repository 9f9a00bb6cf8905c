namespace PsyCare.Media.Tests.Rig;

/// <summary>How the rig makes an endpoint behind the media port, and knows that it has dealt with what was sent.</summary>
public abstract class EndpointUnderTest
{
    internal abstract IMediaEndpoint Create(MediaOptions options, MediaRig rig);

    /// <summary>Whether the endpoint's count of datagrams will contain this one.</summary>
    internal abstract bool Counts(ReadOnlySpan<byte> datagram);

    /// <summary>Whether the endpoint has its keys once its clients have theirs.</summary>
    internal virtual bool IsReady(IMediaEndpoint server) => true;

    /// <summary>Waits until that many datagrams have been dealt with.</summary>
    /// <returns>How many have been.</returns>
    internal abstract long Settle(IMediaEndpoint server, long sent);

    /// <summary>Lets time pass for whatever in the endpoint does not follow the rig's clock.</summary>
    internal virtual void Pass(TimeSpan time)
    {
    }
}
