using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>Two sizes of a picture: that browsers send them, and which of them a browser gets over a network that is slow for a while.</summary>
[Collection(nameof(ForeignPeers))]
public sealed class LayerTests(ForeignPeers peers)
{
    /// <summary>More than the small picture needs (185 kbit/s), less than the large one (480).</summary>
    private const double SlowNetwork = 320_000;

    /// <summary>Going up again takes 8 s; where the machine disturbs the measuring of the network, twice or four times as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The camera opens once the call stands.</summary>
    private const string LateCamera =
        """
        {
          const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          navigator.mediaDevices.getUserMedia = async (wanted) => {
            while (window.connection?.connectionState !== 'connected') await new Promise((again) => setTimeout(again, 50));
            return open(wanted);
          };
        }
        void 0;
        """;

    /// <summary>A camera of 720 lines, slow enough for two encoders a person on a small machine.</summary>
    private const string HdCamera =
        """
        {
          const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          const video = { width: { exact: 1280 }, height: { exact: 720 }, frameRate: 10 };
          navigator.mediaDevices.getUserMedia = (wanted) => open(wanted.video ? { ...wanted, video } : wanted);
        }
        void 0;
        """;

    [Fact]
    public async Task A_patients_720p_camera_and_a_therapists_that_starts_after_the_call_go_out_in_two_sizes_and_the_larger_is_seen()
    {
        var (therapist, invite) = await peers.InviteAsync("Two Sizes");
        await therapist.Page.EvaluateAsync(RunningProduct.KeepConnection);
        await therapist.Page.EvaluateAsync(HdCamera + LateCamera);
        var patient = await peers.WaitAsync(invite, HdCamera + RunningProduct.KeepConnection);
        await ForeignPeers.AdmitAsync(therapist);
        await SendsTwoSizesAsync(patient.Page, therapist.RemoteVideo);
        await SendsTwoSizesAsync(therapist.Page, patient.RemoteVideo);
    }

    [Fact]
    public async Task A_viewer_whose_network_slows_sees_the_small_picture_and_later_the_large_one_again()
    {
        using var network = new LossyProxy(seed: 9);
        var (therapist, invite) = await peers.InviteAsync("Slow Network");
        await network.AttachAsync(therapist.Page);
        var patient = await peers.WaitAsync(invite);
        await ForeignPeers.AdmitAsync(therapist);
        await therapist.RemoteVideo.WaitForPictureAsync();
        var token = await patient.MediaTokenAsync(therapist.SessionId);
        await patient.Page.GotoAsync("about:blank"); // so that it does not take its place back

        await using var headless = await HeadlessPatient.JoinAsync(
            peers.Product.Address + token.GetProperty("whipUrl").GetString(), token.GetProperty("token").GetString()!);
        await SeesAsync(therapist.RemoteVideo, HeadlessPatient.LargeLines);
        network.BitsPerSecond = SlowNetwork;
        await SeesAsync(therapist.RemoteVideo, HeadlessPatient.SmallLines);
        await therapist.RemoteVideo.WaitForFramesAsync(15);
        network.BitsPerSecond = 0;
        await SeesAsync(therapist.RemoteVideo, HeadlessPatient.LargeLines);
        await therapist.RemoteVideo.WaitForFramesAsync(15);
    }

    /// <summary>Waits until a page sends both sizes, and what the other side sees is larger than the smaller one.</summary>
    private static async Task SendsTwoSizesAsync(IPage page, ILocator seen)
    {
        await UntilAsync(
            async () => (Sent: await SentAsync(page), Seen: await seen.EvaluateAsync<int>("v => v.videoHeight")),
            static now => now.Sent.Small > 0 && now.Sent.Large > now.Sent.Small && now.Seen > now.Sent.Small);
        await seen.WaitForFramesAsync(15);
    }

    /// <summary>Lines of the smaller and of the larger picture that a page sends; 0 for one of which nothing has been sent.</summary>
    private static async Task<(int Small, int Large)> SentAsync(IPage page)
    {
        var lines = await page.EvaluateAsync<int[]>(
            """
            async () => {
              const stats = [...((await window.connection?.getStats()) ?? new Map()).values()];
              const sent = (rid) => stats.find((s) => s.type === 'outbound-rtp' && s.rid === rid && s.framesSent > 0)?.frameHeight ?? 0;
              return [sent('l'), sent('h')];
            }
            """);
        return (lines[0], lines[1]);
    }

    private static Task SeesAsync(ILocator video, int lines) =>
        UntilAsync(() => video.EvaluateAsync<int>("v => v.videoHeight"), now => now == lines);

    private static async Task UntilAsync<T>(Func<Task<T>> read, Func<T, bool> isSo)
    {
        for (var begin = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System))
        {
            var now = await read().WaitAsync(Patience);
            if (isSo(now))
                return;
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, string.Create(CultureInfo.InvariantCulture, $"Still {now} after {Patience}."));
        }
    }
}
