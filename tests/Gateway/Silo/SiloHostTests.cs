using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Hosting;

namespace PsyCare.Gateway.Tests.Silo;

public sealed class SiloHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-silo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_second_start_keeps_everything_and_a_live_session_goes_on()
    {
        Visit visit;
        Browser therapist;
        await using (var clinic = await Clinic.StartAsync(_folder))
        {
            Assert.Equal(DemoMember.All.Count, clinic.App.Services.GetRequiredService<DemoPractice>().Created.Count);
            therapist = await clinic.SignInAsync();
            visit = await Visit.CreateAsync(clinic, therapist, "Planted Patientname");
            await visit.ConsentAsync("recording");
            await visit.GoLiveAsync();
            await therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n1", new { atMs = 0, text = "planted note", baseRevision = 0 });
            await RecordAsync(clinic, visit.SessionId);
        }

        await using (var clinic = await Clinic.StartAsync(_folder))
        {
            Assert.Empty(clinic.App.Services.GetRequiredService<DemoPractice>().Created);
            therapist = await clinic.SignInAsync();
            var session = await therapist.GetAsync($"/api/sessions/{visit.SessionId}").JsonAsync();
            Assert.Equal("live", session.GetProperty("phase").GetString());
            Assert.Equal("active", session.GetProperty("recording").GetString());
            await RecordAsync(clinic, visit.SessionId);
            var index = await clinic.Grains.GetGrain<IRecordingGrain>(visit.SessionId).GetAsync();
            Assert.Equal(2, index.Segments.Count);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "data"), "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain("Planted Patientname", text, StringComparison.Ordinal);
            Assert.DoesNotContain("planted note", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\x1A\x45\xDF\xA3", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_processes_cannot_share_a_data_folder()
    {
        await using var first = await Clinic.StartAsync(_folder);
        var e = await Assert.ThrowsAsync<SiloOptionsException>(() => Clinic.StartAsync(_folder));
        Assert.Contains("Another PsyCare process", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_is_quick_even_while_pages_are_connected()
    {
        await using var clinic = await Clinic.StartAsync(_folder, gateway: o => o with { PresenceGrace = TimeSpan.FromHours(1) });
        var therapist = await clinic.SignInAsync();
        var visit = await (await Visit.CreateAsync(clinic, therapist)).GoLiveAsync();
        await using var hub = await HubClient.ConnectAsync(therapist);
        await hub.JoinAsync(visit.SessionId);
        var watch = Stopwatch.StartNew();
        await clinic.App.StopAsync();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task The_demo_invite_opens_the_demo_session_and_a_new_one_when_that_has_ended()
    {
        await using var clinic = await Clinic.StartAsync(_folder);
        var demo = clinic.App.Services.GetRequiredService<DemoPractice>();
        var options = clinic.App.Services.GetRequiredService<SiloOptions>();
        var first = await demo.SessionAsync();
        Assert.Equal(first, await demo.SessionAsync());
        var link = await DemoInvite.IssueAsync(demo, clinic.Grains, options, SiloHost.Addresses(clinic.App).Http);
        Assert.Equal(link.ToString(), (await File.ReadAllTextAsync(Path.Combine(options.DataFolder, DemoInvite.FileName))).Trim());
        var joined = await clinic.NewBrowser().PostAsync("/api/invites/redeem", new { token = link.Fragment[1..] }).JsonAsync();
        Assert.Equal(first, joined.GetProperty("sessionId").GetString());

        var therapist = await clinic.SignInAsync();
        await therapist.PostAsync($"/api/sessions/{first}/end");
        Assert.NotEqual(first, await demo.SessionAsync());
    }

    private static async Task RecordAsync(Clinic clinic, string sessionId)
    {
        var recorder = clinic.App.Services.GetRequiredService<IMediaRecorder>();
        await using var writer = await recorder.OpenSegmentAsync(sessionId, ParticipantRole.Patient, 0, CancellationToken.None);
        writer.TryWrite(new MediaFrame(MediaKind.Video, 0, true, new byte[] { 0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01, 7 }));
    }
}
