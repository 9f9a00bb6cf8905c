using Microsoft.Extensions.Logging.Abstractions;

namespace PsyCare.Media.Tests.Rig;

/// <summary>Our own endpoint: one port, one clock, every datagram counted.</summary>
public sealed class RtcEndpoint : EndpointUnderTest
{
    internal override IMediaEndpoint Create(MediaOptions options, MediaRig rig) =>
        new MediaServer(options, rig.Tap, [rig.Levels], rig.Recorder, rig.Events, rig.Clock, NullLogger<MediaServer>.Instance);

    internal override bool Counts(ReadOnlySpan<byte> datagram) => true;

    internal override long Settle(IMediaEndpoint server, long sent)
    {
        Assert.True(SpinWait.SpinUntil(() => server.ReadTotals().DatagramsIn >= sent, TimeSpan.FromSeconds(10)));
        return sent;
    }
}
