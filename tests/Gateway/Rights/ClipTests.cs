using PsyCare.Contracts.Rights;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Rights;

[Collection(SharedClinic.Name)]
public sealed class ClipTests(ClinicFixture fixture)
{
    [Fact]
    public async Task A_supervisor_gets_the_shared_part_and_no_byte_more()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var shared = await recorded.ShareAsync("c1");
        // It begins at the picture that stands alone, and says so.
        Assert.Equal(4_000, shared.GetProperty("fromMs").GetInt64());

        var clip = await fixture.Supervisor.GetAsync($"/api/clips/{recorded.SessionId}/c1").JsonAsync();
        Assert.Equal("Dr. Carla Bianchi", clip.GetProperty("watermark").GetString());
        Assert.Equal(3_000, clip.GetProperty("clip").GetProperty("lengthMs").GetInt64());
        Assert.DoesNotContain("Test Patient", clip.GetRawText(), StringComparison.Ordinal);
        var url = Assert.Single(clip.GetProperty("segments").EnumerateArray()).GetProperty("url").GetString()!;
        var bytes = await (await fixture.Supervisor.GetAsync(url)).Content.ReadAsByteArrayAsync();
        Assert.Equal(Enumerable.Range(100, 75), Frames(bytes));
    }

    [Fact]
    public async Task A_clip_closes_when_it_is_taken_back_when_consent_is_and_when_its_time_is_over()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        await recorded.ShareAsync("revoked");
        await recorded.ShareAsync("open");
        Assert.Equal(["open", "revoked"], await ListAsync(recorded));

        (await fixture.Therapist.SendAsync(HttpMethod.Delete, $"/api/sessions/{recorded.SessionId}/clips/revoked")).EnsureSuccessStatusCode();
        await IsGoneAsync(recorded, "revoked");
        Assert.Equal(["open"], await ListAsync(recorded));

        (await DecideAsync(recorded, "supervision", "withdrawn")).EnsureSuccessStatusCode();
        await IsGoneAsync(recorded, "open");
        Assert.Empty(await ListAsync(recorded));
        Assert.Equal("supervisionNotConsented", await ShareAsync(recorded, recorded.SupervisorId).ProblemAsync(409));

        // Agreeing again opens what was not taken back by the therapist; the recording's end is the clips' end.
        (await DecideAsync(recorded, "supervision", "granted")).EnsureSuccessStatusCode();
        Assert.Equal(["open"], await ListAsync(recorded));
        (await DecideAsync(recorded, "recording", "withdrawn")).EnsureSuccessStatusCode();
        await IsGoneAsync(recorded, "open");
    }

    [Fact]
    public async Task A_clip_is_shared_once_with_a_supervisor_of_the_practice_for_a_part_and_a_time()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var first = await recorded.ShareAsync("c1");
        Assert.Equal(first.GetRawText(), (await recorded.ShareAsync("c1", fromMs: 0)).GetRawText());
        Assert.Equal("invalid", await ShareAsync(recorded, "nobody").ProblemAsync(422));
        Assert.Equal("invalid", await ShareAsync(recorded, recorded.SupervisorId, toMs: 1).ProblemAsync(422));
        Assert.Equal("invalid", await ShareAsync(recorded, recorded.SupervisorId, days: 31).ProblemAsync(422));
        Assert.Equal("invalid", await ShareAsync(recorded, recorded.SupervisorId, reason: " ").ProblemAsync(422));
        var inbox = fixture.Clinic.Grains.GetGrain<IClipInboxGrain>(recorded.SupervisorId);
        Assert.Single(await inbox.GetAsync(), c => c.SessionId == recorded.SessionId);
    }

    private Task<HttpResponseMessage> ShareAsync(RecordedVisit recorded, string supervisorId, long toMs = 9_000, int days = 7, string reason = "Why") =>
        fixture.Therapist.PutAsync($"/api/sessions/{recorded.SessionId}/clips/c9", new { fromMs = 4_500, toMs, supervisorId, days, reason });

    private static Task<HttpResponseMessage> DecideAsync(RecordedVisit recorded, string kind, string decision) => recorded.OwnPage.PostAsync(
        $"/api/me/sessions/{recorded.SessionId}/consents", new { kind, decision, textVersion = "2026-11/en" });

    private async Task IsGoneAsync(RecordedVisit recorded, string clipId)
    {
        Assert.Equal("notFound", await fixture.Supervisor.GetAsync($"/api/clips/{recorded.SessionId}/{clipId}").ProblemAsync(404));
        var recording = $"/api/clips/{recorded.SessionId}/{clipId}/recording/{recorded.SegmentId}";
        Assert.Equal("notFound", await fixture.Supervisor.GetAsync(recording).ProblemAsync(404));
    }

    private async Task<IEnumerable<string>> ListAsync(RecordedVisit recorded) =>
        (await fixture.Supervisor.GetAsync("/api/clips").JsonAsync()).EnumerateArray()
        .Where(c => c.GetProperty("sessionId").GetString() == recorded.SessionId).Select(c => c.GetProperty("clipId").GetString()!).Order();

    /// <summary>The numbers of the frames in a WebM, by the byte behind each frame's mark.</summary>
    private static List<int> Frames(byte[] webm)
    {
        var frames = new List<int>();
        for (var i = 0; i + 1 < webm.Length; i++)
        {
            var isFrame = webm[i] == 0x77 && i >= 3 && ((webm[i - 3] == 0x11 && webm[i - 2] == 2) || (webm[i - 2] == 0xE0 && webm[i - 1] == 1));
            if (isFrame)
                frames.Add(webm[i + 1]);
        }

        return frames;
    }
}
