using PsyCare.Browsers;
using PsyCare.ClusterKit;
using PsyCare.TestKit.FakePatient;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.Cluster.Tests;

/// <summary>A session in two browsers that each talk to another gateway, while parts of the cluster die.</summary>
public sealed class WholeSessionTests : IDisposable
{
    private const int Patience = 60_000;
    private readonly string _clip = Path.Combine(Path.GetTempPath(), $"psycare-cluster-{Environment.ProcessId}.y4m");

    [Fact]
    public async Task Therapist_and_patient_on_different_gateways_meet_and_stay_together_when_a_silo_and_then_a_gateway_die()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 2);
        FakeCamera.WriteY4m(_clip);
        await using var therapistBrowser = await Chromium.StartAsync();
        await using var patientBrowser = await Chromium.StartAsync(_clip);
        var therapist = new TherapistPage(await therapistBrowser.NewPersonAsync(Chromium.Laptop));
        var patient = new PatientPage(await patientBrowser.NewPersonAsync(Chromium.Phone));

        await therapist.SignInAsync(cluster.Gateways[0].Address, cluster.SignIn.Email, cluster.SignIn.Password);
        var invite = new Uri(await therapist.InviteNewPatientAsync("Two Gateways"));
        await patient.OpenInviteAsync(cluster.Gateways[1].Address + invite.PathAndQuery + invite.Fragment);
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: true, analysis: true);
        await therapist.OpenRoomAsync();
        await therapist.AdmitAsync();
        await therapist.RemoteVideo.WaitForFramesAsync(50);
        await patient.RemoteVideo.WaitForFramesAsync(50);
        await Expect(therapist.Page.GetByTestId("au-bar-12")).ToHaveAttributeAsync("data-intensity", AnyNumber(), new() { Timeout = Patience });

        await cluster.Silos[0].Process!.KillAsync();
        await Expect(therapist.NoReading).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(therapist.NoReading).ToBeHiddenAsync(new() { Timeout = Patience });
        await therapist.Page.GetByTestId("marker-add").ClickAsync();
        await Expect(therapist.Page.GetByTestId("marker-item")).ToHaveCountAsync(1, new() { Timeout = Patience });
    }

    public void Dispose() => File.Delete(_clip);

    private static System.Text.RegularExpressions.Regex AnyNumber() => new(@"^\d");
}
