using Microsoft.Extensions.Logging.Abstractions;
using PsyCare.Media.SipSorcery;
using PsyCare.Media.Tests.Rig;

namespace PsyCare.Media.Tests.SipSorcery;

/// <summary>
/// The endpoint by SIPSorcery. Media, policy, recorder and tap follow the rig's clock; ICE and DTLS are the library's, with its threads and
/// the system's time. It counts media only, so that is what the rig waits for.
/// </summary>
public sealed class SipSorceryUnderTest : EndpointUnderTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    internal override IMediaEndpoint Create(MediaOptions options, MediaRig rig) => new SipSorceryEndpoint(
        options, rig.Tap, [rig.Levels], rig.Recorder, rig.Events, rig.Clock, NullLogger<SipSorceryEndpoint>.Instance);

    internal override bool IsReady(IMediaEndpoint server) => server.ReadQuality().Connecting == 0;

    internal override bool Counts(ReadOnlySpan<byte> datagram) => datagram[0] is >= 128 and < 192; // RFC 7983

    /// <summary>What came to a connection that is over is never counted, and not waited for again.</summary>
    internal override long Settle(IMediaEndpoint server, long sent)
    {
        SpinWait.SpinUntil(() => server.ReadTotals().DatagramsIn >= sent, Patience);
        return Math.Min(sent, server.ReadTotals().DatagramsIn);
    }

    internal override void Pass(TimeSpan time)
    {
        var begin = TimeProvider.System.GetTimestamp();
        SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(begin) >= time);
    }
}
