using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Vault;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class ReviewTests(ClinicFixture fixture)
{
    [Fact]
    public async Task What_was_recorded_plays_in_ranges_and_every_look_is_on_record()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        await RecordAsync(visit.SessionId);
        await visit.EndAsync();

        var review = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        Assert.Equal("Test Patient", review.GetProperty("patientName").GetString());
        Assert.Equal("ended", review.GetProperty("session").GetProperty("phase").GetString());
        var segment = Assert.Single(review.GetProperty("segments").EnumerateArray());
        Assert.Equal("patient", segment.GetProperty("participant").GetString());
        Assert.Equal(500, segment.GetProperty("startMs").GetInt64());
        Assert.InRange(segment.GetProperty("durationMs").GetInt64(), 980, 1_100);

        var url = segment.GetProperty("url").GetString()!;
        var whole = await fixture.Therapist.GetAsync(url);
        Assert.Equal("video/webm", whole.Content.Headers.ContentType?.MediaType);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        Assert.Equal([0x1A, 0x45, 0xDF, 0xA3], bytes[..4]);
        var part = await RangeAsync(url, 10, 19);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[10..20], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await RangeAsync(url, 1L << 40, (1L << 40) + 1)).StatusCode);
        Assert.Equal("notFound", await fixture.OtherTherapist.GetAsync(url).ProblemAsync(404));
        Assert.Equal("forbidden", await visit.Patient.GetAsync(url).ProblemAsync(403));

        await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/notes").JsonAsync();
        await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/affect").JsonAsync();
        review = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        var accesses = review.GetProperty("accesses").EnumerateArray().ToList();
        Assert.Equal(["affect", "notes", "recording", "review"], accesses.Select(a => a.GetProperty("what").GetString()!).Order());
        Assert.All(accesses, a => Assert.Equal("you", a.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task A_recording_that_is_not_what_it_was_says_so()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        await RecordAsync(visit.SessionId);
        await visit.EndAsync();
        Assert.Empty(await FaultsAsync(visit));
        var path = Assert.Single(Directory.GetFiles(Path.Combine(fixture.Clinic.Folder, "data", "recordings", visit.SessionId)));
        var whole = await File.ReadAllBytesAsync(path);

        // Without its end chunk the file alone could be a crash's.
        await File.WriteAllBytesAsync(path, whole[..^68]);
        Assert.Equal(["shortened"], await FaultsAsync(visit));
        // Behind the file's head: 59 bytes, both ids, and the first chunk's counter.
        var chunk = 59 + "recording/".Length + visit.SessionId.Length + Path.GetFileNameWithoutExtension(path).Length;
        await File.WriteAllBytesAsync(path, [.. whole[..chunk], (byte)~whole[chunk], .. whole[(chunk + 1)..]]);
        Assert.Equal(["altered"], await FaultsAsync(visit));
        await File.WriteAllBytesAsync(path, [.. whole[..20], (byte)~whole[20], .. whole[21..]]);
        Assert.Equal(["lost"], await FaultsAsync(visit));
        File.Delete(path);
        Assert.Equal(["lost"], await FaultsAsync(visit));
        await File.WriteAllBytesAsync(path, whole);
        Assert.Empty(await FaultsAsync(visit));
    }

    [Fact]
    public async Task A_recording_cut_by_a_crash_is_no_fault_but_less_than_was_seen_of_it_is()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        var index = fixture.Clinic.Grains.GetGrain<IRecordingGrain>(visit.SessionId);
        var ticket = await index.OpenSegmentAsync(ParticipantRole.Patient, 500);
        var vault = fixture.Clinic.App.Services.GetRequiredService<RecordingVault>();
        await using (var writer = vault.OpenWriter(visit.SessionId, ticket.SegmentId, ParticipantRole.Patient, 500))
        {
            for (var at = 500; at < 5_000; at += 40)
                writer.TryWrite(at == 500 ? Keyframe(at) : new MediaFrame(MediaKind.Video, at, false, new byte[] { 0x11, 2, 0, 7 }));
        }

        await visit.EndAsync();
        var path = Assert.Single(Directory.GetFiles(Path.Combine(fixture.Clinic.Folder, "data", "recordings", visit.SessionId)));
        var crashed = (await File.ReadAllBytesAsync(path))[..^100];
        await File.WriteAllBytesAsync(path, crashed);
        Assert.Empty(await FaultsAsync(visit));

        await File.WriteAllBytesAsync(path, crashed[..(crashed.Length / 2)]);
        Assert.Equal(["shortened"], await FaultsAsync(visit));
    }

    [Fact]
    public async Task An_affect_track_has_gaps_where_nothing_was_read_and_never_zeros()
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync("emotionAnalysis");
        await visit.GoLiveAsync();
        await using var hub = await HubClient.ConnectAsync(fixture.Therapist);
        await hub.JoinAsync(visit.SessionId);
        fixture.Clinic.Tap.OnFrame(visit.SessionId, new EncodedFrame([3], 90, true, 40));
        await hub.PushAsync("affect");
        await visit.ConsentAsync("emotionAnalysis", "withdrawn");
        await visit.EndAsync();

        var track = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/affect").JsonAsync();
        var at = track.GetProperty("atMs").GetArrayLength();
        Assert.True(at >= 2);
        Assert.Equal("consentWithdrawn", track.GetProperty("noReading")[at - 1].GetString());
        Assert.Equal(3, track.GetProperty("actionUnits").GetProperty("12")[0].GetDouble());
        Assert.Equal("12", Assert.Single(track.GetProperty("asymmetries").EnumerateObject()).Name);
        Assert.Equal(-1.5, track.GetProperty("asymmetries").GetProperty("12")[0].GetDouble());
        Assert.Equal(0.8, track.GetProperty("emotions").GetProperty("happiness")[0].GetDouble(), 3);
        Assert.Equal(0, track.GetProperty("emotions").GetProperty("anger")[0].GetDouble());
        // Which is not estimated: 0 would say that it was absent.
        Assert.Equal(System.Text.Json.JsonValueKind.Null, track.GetProperty("emotions").GetProperty("contempt")[0].ValueKind);
        foreach (var column in Columns(track, "actionUnits", "asymmetries", "emotions"))
        {
            Assert.Equal(at, column.Value.GetArrayLength());
            Assert.Equal(System.Text.Json.JsonValueKind.Null, column.Value[at - 1].ValueKind);
        }
    }

    private static IEnumerable<System.Text.Json.JsonProperty> Columns(System.Text.Json.JsonElement track, params string[] tables) =>
        tables.SelectMany(table => track.GetProperty(table).EnumerateObject());

    private async Task<IEnumerable<string>> FaultsAsync(Visit visit)
    {
        var review = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        return review.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("fault").GetString()!);
    }

    private async Task RecordAsync(string sessionId)
    {
        var recorder = fixture.Clinic.App.Services.GetRequiredService<IMediaRecorder>();
        await using var writer = await recorder.OpenSegmentAsync(sessionId, ParticipantRole.Patient, 500, CancellationToken.None);
        for (var at = 500; at < 1_500; at += 40)
            Assert.True(writer.TryWrite(at == 500 ? Keyframe(at) : new MediaFrame(MediaKind.Video, at, false, new byte[] { 0x11, 2, 0, 7 })));
    }

    /// <summary>A VP8 key frame's header (RFC 6386 9.1), 640x480.</summary>
    private static MediaFrame Keyframe(long atMs) =>
        new(MediaKind.Video, atMs, true, new byte[] { 0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x01, 7 });

    private Task<HttpResponseMessage> RangeAsync(string url, long from, long to) =>
        fixture.Therapist.SendAsync(HttpMethod.Get, url, r => r.Headers.Range = new RangeHeaderValue(from, to));
}
