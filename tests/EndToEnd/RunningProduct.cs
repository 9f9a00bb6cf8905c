using System.Reflection;
using Microsoft.Playwright;
using PsyCare.Browsers;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.EndToEnd.Tests;

/// <summary>One product, one patient's browser whose camera is the fake patient, one therapist's browser: shared by the tests of a class.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    /// <summary>A script after which a page's newest peer connection is <c>window.connection</c>.</summary>
    public const string KeepConnection =
        "window.RTCPeerConnection = class extends RTCPeerConnection { constructor(...a) { super(...a); window.connection = this; } }; void 0";

    private static readonly Lazy<string> Clip = new(WriteClip);

    public Product Product { get; private set; } = null!;

    public Chromium PatientBrowser { get; private set; } = null!;

    public Chromium TherapistBrowser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Product = await Product.StartNewAsync(Metadata("SiloAssembly"));
        PatientBrowser = await Chromium.StartAsync(Clip.Value);
        TherapistBrowser = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await TherapistBrowser.DisposeAsync();
        await PatientBrowser.DisposeAsync();
        await Product.DisposeAsync();
    }

    /// <summary>Between two tests: a session that is left open costs as much as the next test's own.</summary>
    public async Task EveryoneLeavesAsync()
    {
        await PatientBrowser.EveryoneLeavesAsync();
        await TherapistBrowser.EveryoneLeavesAsync();
    }

    /// <summary>A signed-in therapist on a laptop.</summary>
    public async Task<TherapistPage> NewTherapistAsync(string locale = "en-GB")
    {
        var therapist = new TherapistPage(await TherapistBrowser.NewPersonAsync(Chromium.Laptop, locale));
        await therapist.SignInAsync(Product.Address, Product.SignIn.Email, Product.SignIn.Password);
        return therapist;
    }

    /// <summary>A patient on a phone who has not opened anything yet.</summary>
    public async Task<PatientPage> NewPatientAsync(string locale = "en-GB") =>
        new(await PatientBrowser.NewPersonAsync(Chromium.Phone, locale));

    /// <summary>A therapist and a patient in a live session.</summary>
    /// <param name="patientName">The patient.</param>
    /// <param name="recording">Consents to recording.</param>
    /// <param name="analysis">Consents to analysis.</param>
    /// <param name="patientScript">Runs in the patient's pages before anything else, if given.</param>
    public async Task<(TherapistPage Therapist, PatientPage Patient)> NewLiveSessionAsync(
        string patientName, bool recording, bool analysis, string? patientScript = null)
    {
        var therapist = await NewTherapistAsync();
        var invite = await therapist.InviteNewPatientAsync(patientName);
        var patient = await NewPatientAsync();
        if (patientScript is not null)
            await patient.Page.AddInitScriptAsync(patientScript);
        await patient.OpenInviteAsync(invite);
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording, analysis);
        await therapist.OpenRoomAsync();
        await therapist.AdmitAsync();
        await therapist.RemoteVideo.WaitForPictureAsync();
        await patient.RemoteVideo.WaitForPictureAsync();
        return (therapist, patient);
    }

    /// <summary>Runs <paramref name="walk"/>; where it fails, keeps a picture of every page and prints what the product said.</summary>
    public async Task ShowOnFailureAsync(Func<Task> walk, params IPage[] pages)
    {
        try
        {
            await Witness.WatchAsync(walk, pages);
        }
        catch
        {
            for (var i = 0; i < pages.Length; i++)
                await TryScreenshotAsync(pages[i], $"failure-{i + 1}");
            await File.WriteAllTextAsync(Path.Combine(Metadata("Screenshots"), "failure.log"), Product.Output);
            throw;
        }
    }

    /// <summary>Once for all classes: 200 MB take seconds to write.</summary>
    private static string WriteClip()
    {
        var clip = Path.Combine(Path.GetTempPath(), $"psycare-e2e-{Environment.ProcessId}.y4m");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(clip);
        FakeCamera.WriteY4m(clip);
        return clip;
    }

    /// <summary>A page that can no longer be pictured must not hide why the walk failed.</summary>
    private static async Task TryScreenshotAsync(IPage page, string name)
    {
        try
        {
            await ScreenshotAsync(page, name);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            Console.WriteLine($"No picture {name}: {e.Message}");
        }
    }

    /// <summary>Keeps a picture of a page for people to look at.</summary>
    public static async Task ScreenshotAsync(IPage page, string name, bool fullPage = false)
    {
        var folder = Metadata("Screenshots");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = fullPage });
    }

    /// <summary>What the build says about this run, by its key.</summary>
    internal static string Metadata(string key) =>
        typeof(RunningProduct).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
