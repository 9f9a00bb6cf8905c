using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Demo;

namespace PsyCare.Gateway.Tests.Rights;

/// <summary>A session that is over: all consents, ten seconds recorded, a key frame every two; and the patient's own page, open.</summary>
internal sealed record RecordedVisit(Visit Visit, Browser OwnPage, string TherapistId, string SupervisorId, string SegmentId)
{
    public string SessionId => Visit.SessionId;

    public static Task<RecordedVisit> CreateAsync(ClinicFixture fixture) => CreateAsync(fixture.Clinic, fixture.Therapist);

    public static async Task<RecordedVisit> CreateAsync(Clinic clinic, Browser therapist)
    {
        var visit = await Visit.CreateAsync(clinic, therapist);
        foreach (var consent in new[] { "recording", "emotionAnalysis", "supervision" })
            await visit.ConsentAsync(consent);
        await visit.GoLiveAsync();
        var recorder = clinic.App.Services.GetRequiredService<IMediaRecorder>();
        await using (var writer = await recorder.OpenSegmentAsync(visit.SessionId, ParticipantRole.Patient, 0, CancellationToken.None))
        {
            for (var at = 0; at < 10_000; at += 40)
                Assert.True(writer.TryWrite(at % 2_000 == 0 ? Keyframe(at) : Delta(at)));
        }

        (await visit.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/markers/m1", new { atMs = 1_000, label = "Insight" })).EnsureSuccessStatusCode();
        (await visit.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n1", new { atMs = 1_000, text = "The garden.", baseRevision = 0 }))
            .EnsureSuccessStatusCode();
        await visit.EndAsync();
        var members = await clinic.Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId).GetMembersAsync();
        var review = await visit.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        var segmentId = review.GetProperty("segments")[0].GetProperty("segmentId").GetString()!;
        return new RecordedVisit(
            visit, await OpenOwnPageAsync(visit), members.First(m => m.Roles == MemberRoles.Therapist).MemberId,
            members.First(m => m.Roles == MemberRoles.Supervisor).MemberId, segmentId);
    }

    /// <summary>The therapist issues a link, the patient opens it in a browser of its own.</summary>
    public static async Task<Browser> OpenOwnPageAsync(Visit visit)
    {
        var browser = visit.Clinic.NewBrowser();
        (await browser.PostAsync("/api/access/redeem", new { token = await NewLinkAsync(visit) })).EnsureSuccessStatusCode();
        return browser;
    }

    public static async Task<string> NewLinkAsync(Visit visit)
    {
        var link = await visit.Therapist.PostAsync($"/api/patients/{visit.PatientId}/access-link").JsonAsync();
        return new Uri(link.GetProperty("url").GetString()!).Fragment[1..];
    }

    /// <summary>The therapist shares a part with the demo practice's supervisor.</summary>
    public async Task<JsonElement> ShareAsync(string clipId, long fromMs = 4_500, long toMs = 7_000, int days = 7) => await Visit.Therapist.PutAsync(
        $"/api/sessions/{SessionId}/clips/{clipId}",
        new { fromMs, toMs, supervisorId = SupervisorId, days, reason = "How do I hold this silence?" }).JsonAsync();

    public static async Task<string> BreakGlassAsync(Browser overseer, string sessionId)
    {
        var body = new { id = Ids.New(), sessionId, reason = "The therapist is ill and the patient asks for help." };
        return (await overseer.PostAsync("/api/break-glass", body).JsonAsync()).GetProperty("endsAt").GetString()!;
    }

    public async Task<JsonElement> PageAsync() => await OwnPage.GetAsync("/api/me").JsonAsync();

    /// <summary>Each frame's last bytes tell its time.</summary>
    private static MediaFrame Keyframe(int at) => new(
        MediaKind.Video, at, true, new byte[] { 0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01, 0x77, (byte)(at / 40) });

    private static MediaFrame Delta(int at) => new(MediaKind.Video, at, false, new byte[] { 0x11, 2, 0, 0x77, (byte)(at / 40) });
}
