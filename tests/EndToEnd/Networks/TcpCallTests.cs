using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>Calls from networks without UDP and without a relay.</summary>
[Collection(nameof(ForeignPeers))]
public sealed class TcpCallTests(ForeignPeers peers)
{
    /// <summary>The browser sends and takes no UDP.</summary>
    private const string NoUdp = "--force-webrtc-ip-handling-policy=disable_non_proxied_udp";

    /// <summary>The page's connections know of no relay, and <c>window.connection</c> is the newest of them.</summary>
    private const string NoRelay =
        "window.RTCPeerConnection = class extends RTCPeerConnection { constructor(config) { "
        + "super({ ...config, iceServers: [] }); window.connection = this; } }; void 0";

    [Fact]
    public async Task A_browser_without_udp_connects_over_tcp_and_comes_back_by_itself_when_the_connection_is_torn()
    {
        await using var withoutUdp = await Chromium.StartAsync(null, NoUdp);
        using var proxy = new TcpProxy();
        var (therapist, invite) = await peers.InviteAsync("Hotel Without Udp");
        var patient = new PatientPage(await withoutUdp.NewPersonAsync(Chromium.Phone));
        await patient.Page.AddInitScriptAsync(NoRelay);
        await proxy.AttachAsync(patient.Page);
        await patient.OpenInviteAsync(invite);
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: false, analysis: false);
        await ForeignPeers.AdmitAsync(therapist);
        await MediaFlowsAsync(therapist, patient);
        Assert.Equal("tcp", await ForeignPeers.ProtocolAsync(patient.Page));

        var offers = 0;
        patient.Page.Request += (_, request) => offers += request is { Method: "POST" } && request.Url.Contains("/api/whip/", StringComparison.Ordinal) ? 1 : 0;
        var opened = proxy.Opened;
        proxy.Tear();
        await MediaFlowsAsync(therapist, patient);
        Assert.True(proxy.Opened > opened);
        Assert.Equal("tcp", await ForeignPeers.ProtocolAsync(patient.Page));
        Assert.Equal(0, offers); // the same connection: the browser has opened another way for it
    }

    private static async Task MediaFlowsAsync(TherapistPage therapist, PatientPage patient)
    {
        await patient.RemoteVideo.WaitForFramesAsync(30);
        await therapist.RemoteVideo.WaitForFramesAsync(30);
        await therapist.RemoteVideo.WaitForSoundAsync();
    }
}
