using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>Calls with programs that are not ours and not Chromium: Firefox, a WHIP client that is no browser, a TURN server in between.</summary>
[Collection(nameof(ForeignPeers))]
public sealed class ForeignPeerTests(ForeignPeers peers)
{
    private const string WhipClient = "/usr/lib/python3/dist-packages/aiortc";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The page's connections may use nothing but a relay, and <c>window.connection</c> is the newest of them.</summary>
    private const string RelayOnly =
        "window.RTCPeerConnection = class extends RTCPeerConnection { constructor(config) { "
        + "super({ ...config, iceTransportPolicy: 'relay' }); window.connection = this; } }; void 0";

    [NeedsProgramFact(Coturn.Path, "coturn")]
    public async Task Over_a_network_without_udp_sound_and_picture_pass_through_coturn_both_ways()
    {
        var (therapist, invite) = await peers.InviteAsync("Hotel Network");
        var patient = await peers.WaitAsync(invite, RelayOnly);
        await ForeignPeers.AdmitAsync(therapist);
        await patient.RemoteVideo.WaitForFramesAsync(30);
        await therapist.RemoteVideo.WaitForFramesAsync(30);
        await therapist.RemoteVideo.WaitForSoundAsync();
        Assert.Equal("relay tcp", await PathAsync(patient.Page));
    }

    [NeedsProgramFact(Firefox.Path, "firefox-esr")]
    public async Task A_patient_with_firefox_joins_and_sound_and_picture_flow_both_ways()
    {
        var (therapist, invite) = await peers.InviteAsync("Firefox Patient");
        await using var patient = await Firefox.StartAsync();
        await JoinAsync(patient, invite);
        await ForeignPeers.AdmitAsync(therapist);
        await patient.WaitForAsync("window.connection && (await window.connection.getStats()).values().some((s) => s.type === 'inbound-rtp' && s.framesDecoded > 30)");
        await therapist.RemoteVideo.WaitForFramesAsync(60);
        await therapist.RemoteVideo.WaitForSoundAsync();
        await patient.WaitForAsync("window.connection && (await window.connection.getStats()).values().some((s) => s.type === 'inbound-rtp' && s.totalAudioEnergy > 0.01)");
    }

    [NeedsProgramFact(WhipClient, "python3-aiortc")]
    public Task A_whip_client_that_is_no_browser_takes_the_patients_place_and_media_flows_both_ways() => TakePlaceAsync("VP8", seconds: 8);

    /// <summary>The therapist's page was sending VP8: it is called back, and comes again with H.264.</summary>
    [NeedsProgramFact(WhipClient, "python3-aiortc")]
    public Task A_whip_client_with_h264_alone_takes_the_patients_place_and_media_flows_both_ways() => TakePlaceAsync("H264", seconds: 14);

    private async Task TakePlaceAsync(string codec, int seconds)
    {
        var (therapist, invite) = await peers.InviteAsync("Another Client");
        var patient = await peers.WaitAsync(invite);
        await ForeignPeers.AdmitAsync(therapist);
        await therapist.RemoteVideo.WaitForPictureAsync();
        var token = await patient.MediaTokenAsync(therapist.SessionId);
        await patient.Page.GotoAsync("about:blank"); // so that it does not take its place back

        using var client = Start($"{peers.Product.Address}{token.GetProperty("whipUrl").GetString()}", token.GetProperty("token").GetString()!, codec, seconds);
        var (output, errors) = (client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
        var seen = therapist.RemoteVideo.WaitForFramesAsync(60);
        using var patience = new CancellationTokenSource(Patience);
        await client.WaitForExitAsync(patience.Token);
        Assert.True(client.ExitCode == 0, await errors);
        using var report = JsonDocument.Parse(await output);
        Assert.Equal("connected", report.RootElement.GetProperty("state").GetString());
        Assert.InRange(report.RootElement.GetProperty("video").GetInt32(), 30, 1000);
        Assert.InRange(report.RootElement.GetProperty("audio").GetInt32(), 150, 1000);
        await seen;
        Assert.Equal(200, report.RootElement.GetProperty("left").GetInt32());
    }

    /// <summary>The kind of the client's own address on the path in use, and how it reaches the relay.</summary>
    private static Task<string> PathAsync(IPage page) => page.EvaluateAsync<string>(
        """
        async () => {
          const stats = [...(await window.connection.getStats()).values()];
          const pair = stats.find((s) => s.type === 'candidate-pair' && s.nominated && s.state === 'succeeded');
          const local = stats.find((s) => s.id === pair.localCandidateId);
          return `${local.candidateType} ${local.relayProtocol}`;
        }
        """);

    /// <summary>From the link to the waiting room, as <see cref="PatientPage"/> does it in Chromium.</summary>
    private static async Task JoinAsync(Firefox patient, string invite)
    {
        await patient.AddScriptAsync(RunningProduct.KeepConnection);
        await patient.OpenAsync(invite);
        await patient.ClickAsync("join-start");
        await patient.ClickAsync("device-check-continue");
        await patient.FillAsync("safety-location", "Via Garibaldi 12, Torino");
        await patient.FillAsync("safety-callbackNumber", "+39 333 123 4567");
        await patient.FillAsync("safety-contactName", "Lucia (sister)");
        await patient.FillAsync("safety-contactNumber", "+39 011 555 0199");
        await patient.ClickAsync("safety-save");
        await patient.ClickAsync("consent-call");
        await patient.ClickAsync("consent-continue");
        await patient.WaitForAsync("document.querySelector('[data-testid=waiting-room]')");
    }

    private static Process Start(string url, string token, string codec, int seconds) => Process.Start(
        new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Networks", "whip_client.py"), url, token, $"{seconds}", codec])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
