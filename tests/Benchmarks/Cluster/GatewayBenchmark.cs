using System.Globalization;
using Microsoft.Playwright;
using PsyCare.Browsers;
using PsyCare.ClusterKit;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.Benchmarks.Cluster;

/// <summary>
/// A session in two browsers whose gateway is killed again and again: how long each is without the other's picture. The two gateways take turns; at
/// each death one of the two pages has its push channel with the gateway that dies and the other has not, so each way of noticing is measured.
/// </summary>
internal static class GatewayBenchmark
{
    private const int Silos = 2;
    private const int FramesBetween = 50;

    /// <summary>Milliseconds of the machine's clock at which the first frame of another track is decoded than the one that plays now.</summary>
    private const string PictureOfNewTrack =
        """
        () => new Promise((resolve, reject) => {
          const video = () => document.querySelector('[data-testid=remote-video]');
          const track = () => video()?.srcObject?.getVideoTracks()[0];
          const frames = () => video().getVideoPlaybackQuality().totalVideoFrames;
          const old = track();
          let last = null, from = 0;
          const poll = setInterval(() => {
            const now = track();
            if (!now || now === old) return;
            // Another element source counts its frames anew, some time after it was given.
            if (now !== last || frames() < from) { last = now; from = frames(); }
            if (frames() > from) { clearInterval(poll); resolve(Date.now()); }
          }, 10);
          setTimeout(() => { clearInterval(poll); reject(new Error('no picture came back within 60 s')); }, 60000);
        })
        """;

    /// <param name="kills">How many gateways are killed.</param>
    public static async Task RunAsync(int kills)
    {
        Console.WriteLine($"Gateways: {kills} times the one of 2 that carries the media of a session in two browsers, {Silos} silos");
        var clip = Path.Combine(Path.GetTempPath(), $"psycare-gateways-{Environment.ProcessId}.y4m");
        FakeCamera.WriteY4m(clip);
        try
        {
            await using var cluster = await LocalCluster.StartAsync(Silos, gateways: 2);
            double[] seconds = [.. (await MeetAsync(cluster, clip, kills)).Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"RESULT gateways kills={kills} media_back_p50_s={Percentiles.Of(seconds, 0.5):F1} media_back_p95_s={Percentiles.Of(seconds, 0.95):F1} media_back_max_s={seconds[^1]:F1}"));
        }
        finally
        {
            File.Delete(clip);
        }
    }

    private static async Task<List<double>> MeetAsync(LocalCluster cluster, string clip, int kills)
    {
        await using var firstDoor = new FrontDoor(cluster.Gateways[0], cluster.Gateways[1]);
        await using var secondDoor = new FrontDoor(cluster.Gateways[1], cluster.Gateways[0]);
        await using var therapistBrowser = await Chromium.StartAsync();
        await using var patientBrowser = await Chromium.StartAsync(clip);
        var therapist = new TherapistPage(await therapistBrowser.NewPersonAsync(Chromium.Laptop));
        var patient = new PatientPage(await patientBrowser.NewPersonAsync(Chromium.Phone));
        await Meeting.BeginAsync(therapist, firstDoor.Address, cluster.SignIn, patient, secondDoor.Address);

        var seconds = new List<double>();
        for (var i = 0; i < kills; i++)
        {
            await Task.WhenAll(therapist.RemoteVideo.WaitForFramesAsync(FramesBetween), patient.RemoteVideo.WaitForFramesAsync(FramesBetween));
            var victim = await cluster.MediaGatewayAsync(therapist.SessionId);
            seconds.AddRange(await KillAsync(victim, therapist.Page, patient.Page));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {i + 1,3}: therapist {seconds[^2]:F2} s, patient {seconds[^1]:F2} s"));
            await cluster.StartAsync(victim);
            // Both push channels go back to the gateway that each prefers; the media stay where they went.
            firstDoor.CutOff();
            secondDoor.CutOff();
        }

        return seconds;
    }

    /// <summary>Seconds from the gateway's death until each page shows the other person again.</summary>
    private static async Task<double[]> KillAsync(Node gateway, params IPage[] pages)
    {
        var back = pages.Select(p => p.EvaluateAsync<double>(PictureOfNewTrack)).ToArray();
        // A page that has answered has taken the script up.
        await Task.WhenAll(pages.Select(p => p.EvaluateAsync("() => undefined")));
        var killed = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await gateway.Process!.KillAsync();
        return [.. (await Task.WhenAll(back)).Select(ms => (ms - killed) / 1000)];
    }
}
