using System.Text.Json;
using Microsoft.Playwright;
using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests;

/// <summary>What real browsers and our media server make of a bad network together.</summary>
public sealed class LossTests(RunningProduct running) : IClassFixture<RunningProduct>
{
    [Fact]
    public async Task A_tenth_of_the_patients_packets_lost_is_made_up_by_retransmissions_both_ways()
    {
        using var proxy = new LossyProxy(seed: 7);
        var therapist = await running.NewTherapistAsync();
        await therapist.Page.EvaluateAsync(RunningProduct.KeepConnection);
        var invite = await therapist.InviteNewPatientAsync("Bad Network");
        var patient = await running.NewPatientAsync();
        await patient.Page.AddInitScriptAsync(RunningProduct.KeepConnection);
        await proxy.AttachAsync(patient.Page);
        await patient.OpenInviteAsync(invite);
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: true, analysis: false);
        await therapist.OpenRoomAsync();
        await therapist.AdmitAsync();
        await therapist.RemoteVideo.WaitForPictureAsync();
        await patient.RemoteVideo.WaitForPictureAsync();

        await Sign(patient.Page, "good").WaitForAsync();
        var before = await VideoAsync(therapist.Page, "inbound-rtp");
        proxy.Loss = 0.1;
        await therapist.RemoteVideo.WaitForFramesAsync(200);
        await patient.RemoteVideo.WaitForFramesAsync(60);
        await Sign(patient.Page, "weak").Or(Sign(patient.Page, "poor")).WaitForAsync();
        proxy.Loss = 0;
        await therapist.RemoteVideo.WaitForFramesAsync(30);

        var (sent, received) = (await VideoAsync(patient.Page, "outbound-rtp"), await VideoAsync(patient.Page, "inbound-rtp"));
        Assert.True(Number(sent, "rtxSsrc") > 0 && Number(received, "rtxSsrc") > 0, $"{sent} {received}");
        Assert.True(Number(sent, "retransmittedPacketsSent") > 10, $"{sent}");
        Assert.True(Number(received, "retransmittedPacketsReceived") > 10, $"{received}");

        // Lost sound is asked for and sent again as well, on its own stream: the browser took the line that our page put into its offer.
        var sound = await StatsAsync(patient.Page, "outbound-rtp", "audio");
        Assert.True(Number(sound, "nackCount") > 10 && Number(sound, "retransmittedPacketsSent") > 10, $"{sound}");

        // Our feedback about arrival times is what the browser estimates its way to us from.
        Assert.True(await SendRateAsync(patient.Page) > 100_000);

        // The therapist's own network loses nothing: what is missing there is what we could not restore.
        var after = await VideoAsync(therapist.Page, "inbound-rtp");
        var (lost, came) = (Number(after, "packetsLost") - Number(before, "packetsLost"), Number(after, "packetsReceived") - Number(before, "packetsReceived"));
        Assert.True(lost <= 0.02 * came, $"{lost} of {came} packets lost");
    }

    private static ILocator Sign(IPage page, string grade) => page.Locator($"[data-testid=connection][data-grade={grade}]");

    private static Task<double> SendRateAsync(IPage page) => page.EvaluateAsync<double>(
        "async () => [...(await window.connection.getStats()).values()].find((s) => s.type === 'candidate-pair' && s.nominated)?.availableOutgoingBitrate ?? 0");

    private static Task<JsonElement> VideoAsync(IPage page, string type) => StatsAsync(page, type, "video");

    // Of a picture's layers the one that is sent most: a small camera sends one, and the other is there without packets.
    private static Task<JsonElement> StatsAsync(IPage page, string type, string kind) => page.EvaluateAsync<JsonElement>(
        "async ([type, kind]) => [...(await window.connection.getStats()).values()].filter((s) => s.type === type && s.kind === kind)"
            + ".sort((a, b) => (b.packetsSent ?? 0) - (a.packetsSent ?? 0))[0]",
        new[] { type, kind });

    private static double Number(JsonElement stats, string name) => stats.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
