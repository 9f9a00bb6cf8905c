using Azure.Storage.Blobs;
using PsyCare.Browsers;
using PsyCare.Cluster.Tests.Storage;
using PsyCare.ClusterKit;
using PsyCare.Silo.Cluster;
using PsyCare.TestKit.FakePatient;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.Cluster.Tests;

/// <summary>A session in two browsers that each talk to another gateway, while parts of the cluster die; it is recorded into Azurite.</summary>
[Collection(Alone.Name)]
public sealed class WholeSessionTests(Azurite azurite) : IClassFixture<Azurite>, IDisposable
{
    private const int Patience = 60_000;
    private const int Readings = 20;
    private readonly string _clip = Path.Combine(Path.GetTempPath(), $"psycare-cluster-{Environment.ProcessId}.y4m");

    [Fact]
    public async Task Therapist_and_patient_on_different_gateways_meet_and_stay_together_when_a_silo_and_then_a_gateway_die()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 2, blobs: azurite.Server);
        await using var firstDoor = new FrontDoor(cluster.Gateways[0], cluster.Gateways[1]);
        await using var secondDoor = new FrontDoor(cluster.Gateways[1], cluster.Gateways[0]);
        FakeCamera.WriteY4m(_clip);
        await using var therapistBrowser = await Chromium.StartAsync();
        await using var patientBrowser = await Chromium.StartAsync(_clip);
        var therapist = new TherapistPage(await therapistBrowser.NewPersonAsync(Chromium.Laptop));
        var patient = new PatientPage(await patientBrowser.NewPersonAsync(Chromium.Phone));

        await Witness.WatchAsync(
            async () =>
            {
                await Meeting.BeginAsync(therapist, firstDoor.Address, cluster.SignIn, patient, secondDoor.Address);
                await StayTogetherAsync(cluster, therapist, patient);
            },
            therapist.Page,
            patient.Page);
    }

    public void Dispose() => File.Delete(_clip);

    /// <summary>Both decode new frames of each other, and the sidebar draws new readings of a face.</summary>
    internal static async Task BothSeeAndReadAsync(TherapistPage therapist, PatientPage patient)
    {
        await therapist.RemoteVideo.WaitForPictureAsync();
        await therapist.RemoteVideo.WaitForFramesAsync(50);
        await patient.RemoteVideo.WaitForFramesAsync(50);
        await therapist.Page.EvaluateAsync(
            """
            ([event, many, patience]) => new Promise((resolve, reject) => {
              let left = many;
              setTimeout(() => reject(new Error(`${left} of ${many} readings did not come`)), patience);
              window.addEventListener(event, (e) => { if (e.detail.mediaTimestamp != null && --left === 0) resolve(); });
            })
            """,
            new object[] { "psycare:affect-rendered", Readings, Patience });
        await Expect(therapist.NoReading).ToBeHiddenAsync(new() { Timeout = Patience });
    }

    private async Task StayTogetherAsync(LocalCluster cluster, TherapistPage therapist, PatientPage patient)
    {
        await BothSeeAndReadAsync(therapist, patient);

        await cluster.Silos[0].Process!.KillAsync();
        await BothSeeAndReadAsync(therapist, patient);
        await MarkAsync(therapist, 1);

        await (await cluster.MediaGatewayAsync(therapist.SessionId)).Process!.KillAsync();
        await BothSeeAndReadAsync(therapist, patient);
        await MarkAsync(therapist, 2);
        await RestsInBlobsAsync();
    }

    /// <summary>Both participants' segments before and after the gateway's death, the affect track, and not a picture that opens.</summary>
    private async Task RestsInBlobsAsync()
    {
        var container = new BlobContainerClient(azurite.Server.Connection, ClusterOptions.BlobContainer);
        var blobs = new List<(string Name, byte[] Content)>();
        await foreach (var blob in container.GetBlobsAsync())
            blobs.Add((blob.Name, (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
        Assert.InRange(blobs.Count(b => b.Name.StartsWith("recordings/", StringComparison.Ordinal) && b.Content.Length > 10_000), 3, int.MaxValue);
        Assert.Contains(blobs, b => b.Name.StartsWith("affect/", StringComparison.Ordinal));
        Assert.All(blobs, b => Assert.Equal(-1, b.Content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A, 0x80, 0x02])));
    }

    private static async Task MarkAsync(TherapistPage therapist, int markers)
    {
        await therapist.Page.GetByTestId("marker-add").ClickAsync();
        await Expect(therapist.Page.GetByTestId("marker-item")).ToHaveCountAsync(markers, new() { Timeout = Patience });
    }
}
