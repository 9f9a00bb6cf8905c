using PsyCare.Contracts.Notes;
using PsyCare.Domain.Media;
using PsyCare.Domain.Notes;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class ReportTests(ClinicFixture fixture)
{
    [Fact]
    public async Task An_ended_session_has_a_report_and_looking_at_it_is_on_record()
    {
        var visit = await AnalysedAsync();
        var report = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/report").JsonAsync();
        Assert.Equal("made", report.GetProperty("state").GetString());
        Assert.Equal("Test Patient", report.GetProperty("patientName").GetString());
        var summary = report.GetProperty("report").GetProperty("summary");
        var happiness = summary.GetProperty("channels").EnumerateArray().Single(c => c.GetProperty("channel").GetString() == "happiness");
        Assert.Equal(0.8, happiness.GetProperty("mean").GetDouble(), 3);
        var read = summary.GetProperty("readMs").GetInt64();
        var gaps = summary.GetProperty("gaps").EnumerateArray().Sum(g => g.GetProperty("totalMs").GetInt64());
        Assert.Equal(report.GetProperty("durationMs").GetInt64(), read + gaps);
        Assert.Empty(report.GetProperty("baseline").EnumerateArray());

        var review = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        Assert.Contains(review.GetProperty("accesses").EnumerateArray(), a => a.GetProperty("what").GetString() == "report");
    }

    [Fact]
    public async Task Consent_taken_back_leaves_no_numbers()
    {
        var visit = await AnalysedAsync(withdraw: true);
        var report = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/report").JsonAsync();
        Assert.Equal("withdrawn", report.GetProperty("state").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, report.GetProperty("report").ValueKind);
    }

    [Fact]
    public async Task A_course_lists_every_session_of_the_period_with_its_attendance()
    {
        var visit = await AnalysedAsync();
        await fixture.Therapist.PostAsync($"/api/patients/{visit.PatientId}/sessions", new { scheduledFor = "2020-01-07T09:00:00Z" });
        var course = await fixture.Therapist.GetAsync($"/api/patients/{visit.PatientId}/course").JsonAsync();
        Assert.Equal(["notHeld", "held"], course.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("attendance").GetString()!));

        course = await fixture.Therapist.GetAsync($"/api/patients/{visit.PatientId}/course?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z").JsonAsync();
        Assert.Single(course.GetProperty("sessions").EnumerateArray());
        // Too little was read in the one that was held for it to count.
        Assert.Empty(course.GetProperty("channels").EnumerateObject());
        Assert.Empty(course.GetProperty("trends").EnumerateArray());

        var review = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        Assert.Contains(review.GetProperty("accesses").EnumerateArray(), a => a.GetProperty("what").GetString() == "course");
    }

    [Fact]
    public async Task Markers_and_notes_of_a_course_are_found()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        await fixture.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/markers/m1", new { atMs = 5, label = "Insight" });
        await fixture.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n1", new { atMs = 7, text = "Perché dorme poco?", baseRevision = 0 });
        (await fixture.Therapist.PostAsync($"/api/sessions/{visit.SessionId}/notes/n1/sign", new { revision = 1 })).EnsureSuccessStatusCode();
        (await fixture.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n1/amendments/a1", new { text = "He woke at *four*." }))
            .EnsureSuccessStatusCode();
        await visit.EndAsync();

        var markers = await fixture.Therapist.GetAsync($"/api/patients/{visit.PatientId}/course/markers").JsonAsync();
        Assert.Equal("Insight", Assert.Single(markers.GetProperty("sessions").EnumerateArray()).GetProperty("markers")[0].GetProperty("label").GetString());
        var search = $"/api/patients/{visit.PatientId}/notes/search";
        var found = await fixture.Therapist.PostAsync(search, new { query = "DORM perche" }).JsonAsync();
        Assert.Equal(1, found.GetProperty("total").GetInt32());
        var hit = found.GetProperty("hits")[0];
        Assert.Equal((visit.SessionId, "n1", 7), (hit.GetProperty("sessionId").GetString(), hit.GetProperty("noteId").GetString(), hit.GetProperty("atMs").GetInt32()));
        Assert.Equal(2, hit.GetProperty("excerpt").GetProperty("highlights").GetArrayLength());
        Assert.Equal(1, (await fixture.Therapist.PostAsync(search, new { query = "dorme four" }).JsonAsync()).GetProperty("total").GetInt32());
        Assert.Equal(0, (await fixture.Therapist.PostAsync(search, new { query = "other" }).JsonAsync()).GetProperty("total").GetInt32());
        Assert.Equal("invalid", await fixture.Therapist.PostAsync(search, new { query = " - " }).ProblemAsync(422));
    }

    [Fact]
    public async Task Every_file_is_on_record_and_none_holds_process_notes()
    {
        const string Public = "Discussed the move.";
        const string Secret = "countertransference";
        var visit = await AnalysedAsync();
        var notes = fixture.Clinic.Grains.GetGrain<INotesGrain>(visit.SessionId);
        await notes.PutAsync(NoteKind.Record, new NoteDraft("n1", 0, Public, 0), "author");
        await notes.PutAsync(NoteKind.Process, new NoteDraft("n2", 0, Secret, 0), "author");
        string[] session = ["report.pdf?lang=en", "report.csv"];
        string[] course = ["course.pdf?lang=it", "course.csv", "course.fhir.json"];
        var files = new List<byte[]>();
        foreach (var path in session.Select(f => $"/api/sessions/{visit.SessionId}/{f}").Concat(course.Select(f => $"/api/patients/{visit.PatientId}/{f}")))
        {
            var answer = await fixture.Therapist.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
            Assert.StartsWith("psycare-", answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
            Assert.DoesNotContain("Test", answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
            files.Add(await answer.Content.ReadAsByteArrayAsync());
        }

        Assert.Equal("%PDF-"u8.ToArray(), files[0][..5]);
        Assert.StartsWith("\uFEFFat_ms,", System.Text.Encoding.UTF8.GetString(files[1]), StringComparison.Ordinal);
        var fhir = System.Text.Encoding.UTF8.GetString(files[4]);
        Assert.Contains(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Public)), fhir, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret)), fhir, StringComparison.Ordinal);
        var pdf = await TextOfPdfAsync(files[0]);
        Assert.Contains(Public, pdf, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, pdf, StringComparison.Ordinal);

        var review = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}/review").JsonAsync();
        var accesses = review.GetProperty("accesses").EnumerateArray().Select(a => a.GetProperty("what").GetString()).ToList();
        Assert.Superset(new HashSet<string?> { "report-pdf", "report-csv", "course-pdf", "course-csv", "course-fhir" }, accesses.ToHashSet());
    }

    private static async Task<string> TextOfPdfAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, pdf);
        using var reader = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("pdftotext", [path, "-"]) { RedirectStandardOutput = true })!;
        var text = await reader.StandardOutput.ReadToEndAsync();
        await reader.WaitForExitAsync();
        File.Delete(path);
        return text;
    }

    /// <summary>A session of a few seconds in which the face smiled once.</summary>
    private async Task<Visit> AnalysedAsync(bool withdraw = false)
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync("emotionAnalysis");
        await visit.GoLiveAsync();
        await using var hub = await HubClient.ConnectAsync(fixture.Therapist);
        await hub.JoinAsync(visit.SessionId);
        fixture.Clinic.Tap.OnFrame(visit.SessionId, new EncodedFrame([3], 90, true, 0));
        await hub.PushAsync("affect");
        if (withdraw)
            await visit.ConsentAsync("emotionAnalysis", "withdrawn");
        await visit.EndAsync();
        return visit;
    }
}
