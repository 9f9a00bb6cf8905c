using System.Text.Json;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class ProcessNoteSearchTests(ClinicFixture fixture)
{
    [Fact]
    public async Task Their_author_finds_them_by_words_and_no_search_of_the_record_does()
    {
        var visit = await fixture.NewVisitAsync();
        var book = $"/api/sessions/{visit.SessionId}/process-notes";
        (await visit.Therapist.PutAsync($"{book}/n1", new { atMs = 5, text = "I feel *drowsy* as with Perché?", baseRevision = 0 })).EnsureSuccessStatusCode();
        (await visit.Therapist.PostAsync($"{book}/n1/sign", new { revision = 1 })).EnsureSuccessStatusCode();
        (await visit.Therapist.PutAsync($"{book}/n1/amendments/a1", new { text = "Countertransference." })).EnsureSuccessStatusCode();
        (await visit.Therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n2", new { atMs = 5, text = "A drowsy morning.", baseRevision = 0 }))
            .EnsureSuccessStatusCode();

        var found = await SearchAsync(visit, "process-notes", "DROWSY perche countertr");
        var hit = Assert.Single(found.GetProperty("hits").EnumerateArray());
        Assert.Equal("n1", hit.GetProperty("noteId").GetString());
        Assert.Equal(1, (await SearchAsync(visit, "process-notes", "drowsy")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await SearchAsync(visit, "notes", "countertransference")).GetProperty("total").GetInt32());
        Assert.Equal("invalid", await visit.Therapist.PostAsync(Address(visit, "process-notes"), new { query = " " }).ProblemAsync(422));
    }

    private static async Task<JsonElement> SearchAsync(Visit visit, string book, string query) =>
        await visit.Therapist.PostAsync(Address(visit, book), new { query }).JsonAsync();

    private static string Address(Visit visit, string book) => $"/api/patients/{visit.PatientId}/{book}/search";
}
