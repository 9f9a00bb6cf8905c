using System.Globalization;
using PsyCare.Browsers;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Hosting;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.Benchmarks;

/// <summary>
/// One whole session in two real browsers: what it costs the server, part by part, and how long a frame takes from the patient's encoder to
/// the therapist's sidebar. Costs are the product's own meters; "sessions per core" is 70% of a core over their sum.
/// </summary>
internal static class SessionBenchmark
{
    private const double UsableShare = 0.7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(60);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("psycare-bench-");
        var clip = Path.Combine(folder.FullName, "camera.y4m");
        FakeCamera.WriteY4m(clip);
        using var meters = new Meters();
        (Costs Costs, double[] Latencies) measured;
        await using var app = SiloHost.Build(new SiloOptions
        {
            DataFolder = Path.Combine(folder.FullName, "data"),
            KeysFolder = Path.Combine(folder.FullName, "keys"),
            HttpPort = 0,
            HttpsPort = 0,
            MediaPort = 0,
            Advertise = [System.Net.IPAddress.Loopback],
        });
        await app.StartAsync();
        try
        {
            measured = await MeasureAsync(SiloHost.Addresses(app).Http.ToString(), folder.FullName, clip, meters);
        }
        finally
        {
            await app.StopAsync();
            folder.Delete(recursive: true);
        }
        Report(measured.Costs, measured.Latencies);
    }

    private static async Task<(Costs Costs, double[] Latencies)> MeasureAsync(string address, string folder, string clip, Meters meters)
    {
        await using var therapistBrowser = await Chromium.StartAsync();
        await using var patientBrowser = await Chromium.StartAsync(clip);
        var therapist = new TherapistPage(await therapistBrowser.NewPersonAsync(Chromium.Laptop));
        var patient = new PatientPage(await patientBrowser.NewPersonAsync(Chromium.Phone, bypassContentPolicy: true));
        var signIn = await File.ReadAllLinesAsync(Path.Combine(folder, "keys", "demo-sign-in.txt"));
        await therapist.SignInAsync(address, signIn[0], signIn[1]);
        var invite = await therapist.InviteNewPatientAsync("Bench");
        await FrameClock.WatchSenderAsync(patient.Page);
        await patient.OpenInviteAsync(invite);
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: true, analysis: true);
        await therapist.OpenRoomAsync();
        await therapist.AdmitAsync();
        await therapist.RemoteVideo.WaitForPictureAsync();

        await Task.Delay(WarmUp, TimeProvider.System);
        await FrameClock.WatchSidebarAsync(therapist.Page);
        var before = Costs.Read(meters);
        await Task.Delay(Measured, TimeProvider.System);
        var costs = Costs.Read(meters).Since(before, Measured);
        return (costs, await FrameClock.LatenciesAsync(patient.Page, therapist.Page));
    }

    private static void Report(Costs costs, double[] latencies)
    {
        if (latencies.Length < 100)
            throw new InvalidOperationException($"Only {latencies.Length} frames were seen at both ends: the run says nothing.");
        var sessionsPerCore = UsableShare * 1000 / costs.Total;
        Console.WriteLine("CPU per session, ms a second");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  media      {costs.Media,8:F2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  decode     {costs.Decode,8:F2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  inference  {costs.Inference,8:F2}   ({costs.Readings:F1} readings a second)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  sealing    {costs.Sealing,8:F2}"));
        Console.WriteLine($"Latency over {latencies.Length} frames, from the patient's encoder to the painted sidebar");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"RESULT session latency_p50_ms={Percentile(latencies, 0.5):F0} latency_p95_ms={Percentile(latencies, 0.95):F0} sessions_per_core={sessionsPerCore:F1}"));
    }

    private static double Percentile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    /// <summary>CPU milliseconds by part, and readings.</summary>
    private sealed record Costs(double Media, double Decode, double Inference, double Sealing, double Readings)
    {
        public double Total => Media + Decode + Inference + Sealing;

        public static Costs Read(Meters meters) => new(
            1000 * meters.Read("psycare.media.cpu").Sum,
            meters.Read("psycare.vision.decode.ms").Sum,
            meters.Read("psycare.vision.inference.ms").Sum,
            meters.Read("psycare.vault.seal.ms").Sum,
            meters.Read("psycare.vision.inference.ms").Count);

        public Costs Since(Costs start, TimeSpan time) => new(
            (Media - start.Media) / time.TotalSeconds,
            (Decode - start.Decode) / time.TotalSeconds,
            (Inference - start.Inference) / time.TotalSeconds,
            (Sealing - start.Sealing) / time.TotalSeconds,
            (Readings - start.Readings) / time.TotalSeconds);
    }
}
