using Azure.Storage.Blobs;
using PsyCare.Browsers;
using PsyCare.Cluster.Tests.Storage;
using PsyCare.ClusterKit;
using PsyCare.Silo.Cluster;
using PsyCare.Silo.Cluster.Media;
using PsyCare.TestKit.FakePatient;

namespace PsyCare.Cluster.Tests.MediaEndpoint;

/// <summary>A session of two Chromiums at a gateway that has SIPSorcery behind its media port.</summary>
[Collection(Alone.Name)]
public sealed class SipSorcerySessionTests(Azurite azurite) : IClassFixture<Azurite>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _clip = Path.Combine(Path.GetTempPath(), $"psycare-sipsorcery-{Environment.ProcessId}.y4m");

    [Fact]
    public async Task They_see_and_hear_each_other_the_face_is_read_a_reload_comes_back_and_both_are_recorded()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 1, gateways: 1, blobs: azurite.Server, media: MediaEndpointKind.SipSorcery);
        FakeCamera.WriteY4m(_clip);
        await using var therapistBrowser = await Chromium.StartAsync();
        await using var patientBrowser = await Chromium.StartAsync(_clip);
        var therapist = new TherapistPage(await therapistBrowser.NewPersonAsync(Chromium.Laptop));
        var patient = new PatientPage(await patientBrowser.NewPersonAsync(Chromium.Phone));

        await therapist.SignInAsync(cluster.Gateways[0].Address, cluster.SignIn.Email, cluster.SignIn.Password);
        await patient.OpenInviteAsync(await therapist.InviteNewPatientAsync("By SIPSorcery"));
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: true, analysis: true);
        await therapist.OpenRoomAsync();
        await therapist.AdmitAsync();
        await WholeSessionTests.BothSeeAndReadAsync(therapist, patient);
        await therapist.RemoteVideo.WaitForSoundAsync();
        await patient.RemoteVideo.WaitForSoundAsync();

        await therapist.Page.ReloadAsync();
        await WholeSessionTests.BothSeeAndReadAsync(therapist, patient);

        await therapist.EndAsync();
        await BothAreRecordedAsync();
    }

    public void Dispose() => File.Delete(_clip);

    private async Task BothAreRecordedAsync()
    {
        var container = new BlobContainerClient(azurite.Server.Connection, ClusterOptions.BlobContainer);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var limit = new CancellationTokenSource(Patience);
        while (await CountRecordingsAsync(container) < 2)
            await poll.WaitForNextTickAsync(limit.Token);
    }

    private static async Task<int> CountRecordingsAsync(BlobContainerClient container)
    {
        var recordings = 0;
        await foreach (var blob in container.GetBlobsAsync())
            recordings += blob.Name.StartsWith("recordings/", StringComparison.Ordinal) && blob.Properties.ContentLength > 10_000 ? 1 : 0;
        return recordings;
    }
}
