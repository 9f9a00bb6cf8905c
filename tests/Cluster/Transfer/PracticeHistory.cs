using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PsyCare.Cluster.Tests.Transfer;

/// <summary>
/// A practice in which something of every kind has happened, made and read through the product's own API: what its members see is what must not change
/// when the practice moves.
/// </summary>
internal sealed partial class PracticeHistory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IReadOnlyDictionary<string, string> _passwords;

    /// <param name="keysFolder">Where the demo members' sign-ins lie.</param>
    public PracticeHistory(string keysFolder)
    {
        var lines = File.ReadAllLines(Path.Combine(keysFolder, "demo-sign-in.txt")).Where(l => l.Length > 0).ToArray();
        _passwords = lines.Chunk(2).ToDictionary(l => l[0], l => l[1]);
    }

    /// <summary>Adds to the demo course what it lacks: policies, templates of one's own and of the practice, notes of both kinds, a hold, an invitation.</summary>
    public async Task MakeAsync(string address)
    {
        using var therapist = await SignInAsync(address, "therapist");
        using var administrator = await SignInAsync(address, "administrator");
        await PutAsync(administrator, "/api/practice/policy", new
        {
            jurisdiction = "eu-it",
            emotionAnalysis = true,
            markerSuggestions = false,
            supervisionNeedsConsent = true,
            secondFactorRequired = false,
            passwordSignInOff = false,
        });
        await PutAsync(administrator, "/api/practice/retention", new { recordingDays = 31, affectDays = 366, recordDays = 1_826, noticeDays = 15 });
        await PutAsync(administrator, "/api/practice/templates/t1", new { name = "Practice's", text = "### Shared" });
        await PutAsync(therapist, "/api/workspace/templates/t2", new { name = "Own", text = "### Mine" });
        (await administrator.PostAsJsonAsync("/api/practice/invitations", new { email = "new@demo.example", roles = new[] { "therapist" } })).EnsureSuccessStatusCode();

        var patients = await PatientsAsync(therapist);
        var sessions = await Task.WhenAll(patients.Select(p => SessionOfAsync(therapist, p)));
        var (patientId, session) = patients.Zip(sessions).First(p => p.Second is not null);
        await PutAsync(therapist, $"/api/patients/{patientId}/holds/h1", new { reason = "Court of Milan, file 12/26" });
        await PutAsync(therapist, $"/api/sessions/{session}/notes/n1", new { atMs = 0, text = "record", baseRevision = 0 });
        await PutAsync(therapist, $"/api/sessions/{session}/process-notes/n2", new { atMs = 0, text = "process", baseRevision = 0 });
        (await therapist.PostAsJsonAsync($"/api/sessions/{session}/notes/n1/sign", new { revision = 1 })).EnsureSuccessStatusCode();
    }

    /// <summary>Everything that the members see, by address: caseload, sessions, notes, tracks, reports, policies, people.</summary>
    public async Task<SortedDictionary<string, string>> ReadAsync(string address)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var therapist = await SignInAsync(address, "therapist");
        using var administrator = await SignInAsync(address, "administrator");
        await ReadAsync(seen, administrator, "practice/policy", "practice/retention", "practice/retention/notices", "practice/templates", "practice/members", "practice/holds");
        await ReadAsync(seen, therapist, "patients", "workspace", "retention/notices", "supervisors");
        foreach (var patientId in await PatientsAsync(therapist))
        {
            await ReadAsync(seen, therapist, $"patients/{patientId}", $"patients/{patientId}/course", $"patients/{patientId}/course/markers", $"patients/{patientId}/rights");
            if (await SessionOfAsync(therapist, patientId) is not { } session)
                continue;
            foreach (var part in (string[])["", "/notes", "/process-notes", "/affect", "/report"])
                await ReadAsync(seen, therapist, $"sessions/{session}{part}");
        }

        return seen;
    }

    /// <summary>What is different at each look: the server's clock, and when a member was last there.</summary>
    [GeneratedRegex("\"(serverTime|lastSeenAt|lastSignInAt)\":\"[^\"]*\",?")]
    private static partial Regex OfThisMoment();

    private static async Task ReadAsync(SortedDictionary<string, string> seen, HttpClient member, params string[] paths)
    {
        foreach (var path in paths)
        {
            using var answer = await member.GetAsync($"/api/{path}");
            seen[path] = $"{(int)answer.StatusCode} {OfThisMoment().Replace(await answer.Content.ReadAsStringAsync(), "")}";
        }
    }

    /// <summary>The browser of a demo member, signed in at a gateway.</summary>
    internal async Task<HttpClient> SignInAsync(string address, string role)
    {
        var member = NewBrowser(address);
        var email = _passwords.Keys.Single(e => RoleOf(e) == role);
        await TakeCookieAsync(member, await member.PostAsJsonAsync("/api/auth/sign-in", new { email, password = _passwords[email] }));
        return member;
    }

    /// <summary>A browser that nobody has used yet.</summary>
    internal static HttpClient NewBrowser(string address)
    {
        // The cookie is for HTTPS alone, which a cookie container takes at its word.
        var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(address), Timeout = Patience };
        browser.DefaultRequestHeaders.Add("X-PsyCare", "1");
        return browser;
    }

    /// <summary>Keeps the cookie that an answer gives.</summary>
    internal static async Task TakeCookieAsync(HttpClient browser, HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        browser.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        answer.Dispose();
    }

    private static string RoleOf(string email) => Silo.Demo.DemoMember.All.Single(m => m.Email == email).Roles.ToString().ToLowerInvariant();

    private static async Task PutAsync(HttpClient member, string path, object body)
    {
        using var answer = await member.PutAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"PUT {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<List<string>> PatientsAsync(HttpClient therapist) =>
        [.. (await therapist.GetFromJsonAsync<JsonElement>("/api/patients")).EnumerateArray().Select(p => p.GetProperty("patientId").GetString()!)];

    /// <summary>The patient's newest session that has ended; null where there is none.</summary>
    private static async Task<string?> SessionOfAsync(HttpClient therapist, string patientId)
    {
        var file = await therapist.GetFromJsonAsync<JsonElement>($"/api/patients/{patientId}");
        return file.GetProperty("sessions").EnumerateArray().FirstOrDefault(s => s.GetProperty("phase").GetString() == "ended") is { ValueKind: JsonValueKind.Object } ended
            ? ended.GetProperty("sessionId").GetString()
            : null;
    }
}
