using System.Net;
using System.Text;
using System.Text.Json;
using PsyCare.Domain.Notes;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class NotesTests(ClinicFixture fixture)
{
    [Fact]
    public async Task A_note_is_saved_from_the_revision_it_was_made_from()
    {
        var path = $"/api/sessions/{(await LiveAsync()).SessionId}/notes";
        var first = await Put($"{path}/n1", "one", 0).JsonAsync();
        Assert.Equal(1, first.GetProperty("revision").GetInt32());
        Assert.Equal(1, (await Put($"{path}/n1", "one", 0).JsonAsync()).GetProperty("revision").GetInt32());
        Assert.Equal(2, (await Put($"{path}/n1", "two", 1).JsonAsync()).GetProperty("revision").GetInt32());
        Assert.Equal("conflict", await Put($"{path}/n1", "three", 1).ProblemAsync(409));

        var notes = await fixture.Therapist.GetAsync(path).JsonAsync();
        Assert.Equal("two", notes[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_signed_note_refuses_edits_and_takes_amendments()
    {
        var path = $"/api/sessions/{(await LiveAsync()).SessionId}/notes/n1";
        await Put(path, "**Subjective**", 0).JsonAsync();
        Assert.Equal("conflict", await fixture.Therapist.PostAsync($"{path}/sign", new { revision = 7 }).ProblemAsync(409));
        var signed = await fixture.Therapist.PostAsync($"{path}/sign", new { revision = 1 }).JsonAsync();
        Assert.Equal("markdown", signed.GetProperty("format").GetString());
        Assert.NotNull(signed.GetProperty("signedAt").GetString());

        Assert.Equal("noteSigned", await Put(path, "changed", 1).ProblemAsync(409));
        var amended = await fixture.Therapist.PutAsync($"{path}/amendments/a1", new { text = "Called back." }).JsonAsync();
        Assert.Equal("Called back.", amended.GetProperty("amendments")[0].GetProperty("text").GetString());
        Assert.Equal("conflict", await fixture.Therapist.PutAsync($"{path}/amendments/a1", new { text = "Did not." }).ProblemAsync(409));
        Assert.Single((await fixture.Therapist.GetAsync($"{path}/history").JsonAsync()).EnumerateArray());
    }

    [Fact]
    public async Task Process_notes_are_in_no_other_answer()
    {
        var visit = await LiveAsync();
        var session = $"/api/sessions/{visit.SessionId}";
        await Put($"{session}/process-notes/p1", "planted process note", 0).JsonAsync();
        await visit.EndAsync();
        foreach (var path in new[] { session, $"{session}/notes", $"{session}/review", $"/api/patients/{visit.PatientId}" })
        {
            var body = await (await fixture.Therapist.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("planted process note", body, StringComparison.Ordinal);
        }

        var own = await fixture.Therapist.GetAsync($"{session}/process-notes").JsonAsync();
        Assert.Equal("planted process note", own[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_note_of_ten_megabytes_is_refused_clearly_and_what_was_saved_stays()
    {
        var path = $"/api/sessions/{(await LiveAsync()).SessionId}/notes";
        await Put($"{path}/n1", "kept", 0).JsonAsync();
        Assert.Equal("payloadTooLarge", await Put($"{path}/n1", new string('x', 10 * 1024 * 1024), 1).ProblemAsync(413));
        Assert.Equal("tooLarge", await Put($"{path}/n1", new string('x', Note.MaxTextLength + 1), 1).ProblemAsync(413));
        Assert.Equal("kept", (await fixture.Therapist.GetAsync(path).JsonAsync())[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_body_without_a_length_is_cut_off_at_the_limit()
    {
        var path = $"/api/sessions/{(await LiveAsync()).SessionId}/notes/n1";
        var endless = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', 1024 * 1024)}}"}""")));
        endless.Headers.ContentType = new("application/json");
        var response = await fixture.Therapist.SendAsync(HttpMethod.Put, path, request =>
        {
            request.Headers.Add("X-PsyCare", "1");
            request.Headers.TransferEncodingChunked = true;
            request.Content = endless;
        });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Markers_are_put_changed_and_removed_by_their_id()
    {
        var visit = await LiveAsync();
        var path = $"/api/sessions/{visit.SessionId}/markers/m1";
        foreach (var label in new[] { "", "", "laughs" })
            (await fixture.Therapist.PutAsync(path, new { atMs = 1200, label })).EnsureSuccessStatusCode();
        var session = await fixture.Therapist.GetAsync($"/api/sessions/{visit.SessionId}").JsonAsync();
        var marker = Assert.Single(session.GetProperty("markers").EnumerateArray());
        Assert.Equal("laughs", marker.GetProperty("label").GetString());
        Assert.Equal(1200, marker.GetProperty("atMs").GetInt64());

        Assert.Equal("invalid", await fixture.Therapist.PutAsync(path, new { atMs = -1, label = "" }).ProblemAsync(422));
        for (var i = 0; i < 2; i++)
            (await fixture.Therapist.SendAsync(HttpMethod.Delete, path)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_session_that_is_not_live_takes_no_markers()
    {
        var visit = await fixture.NewVisitAsync();
        var path = $"/api/sessions/{visit.SessionId}/markers/m1";
        Assert.Equal("wrongPhase", await fixture.Therapist.PutAsync(path, new { atMs = 0, label = "" }).ProblemAsync(409));
    }

    private Task<HttpResponseMessage> Put(string path, string text, int baseRevision) =>
        fixture.Therapist.PutAsync(path, new StringContent(JsonSerializer.Serialize(new { atMs = 5, text, baseRevision }), Encoding.UTF8, "application/json"));

    private async Task<Visit> LiveAsync() => await (await fixture.NewVisitAsync()).GoLiveAsync();
}
