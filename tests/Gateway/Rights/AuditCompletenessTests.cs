using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Domain;
using PsyCare.Gateway.Rights;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Demo;
using PsyCare.TestKit.Time;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Gateway.Tests.Rights;

/// <summary>Every endpoint that reads or writes clinical content leaves an entry in the audit log, and no endpoint forgets to say that it does.</summary>
public sealed class AuditCompletenessTests : IAsyncLifetime
{
    /// <summary>Longer than repeats count as one: what was done to prepare a request must not stand for the request.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(16);

    private const string Note = """{"atMs":0,"text":"x","baseRevision":0}""";
    private const string Clip = """{"fromMs":0,"toMs":4000,"supervisorId":"{supervisorId}","days":7,"reason":"x"}""";
    private const string Decision = """{"kind":"supervision","decision":"withdrawn","textVersion":"1"}""";
    private const string Glass = """{"id":"{newId}","sessionId":"{sessionId}","reason":"A reason of some length."}""";

    /// <summary>Below a session or a patient, and yet without content: why.</summary>
    private static readonly Dictionary<string, string> NotClinical = new()
    {
        ["GET /api/patients/{patientId}"] = "who is in the caseload and when; no content",
        ["POST /api/patients/{patientId}/sessions"] = "a date",
        ["POST /api/sessions/{sessionId}/invite"] = "a link; using it is an entry",
        ["POST /api/sessions/{sessionId}/admit"] = "the session's life",
        ["POST /api/sessions/{sessionId}/end"] = "the session's life",
        ["POST /api/sessions/{sessionId}/waiting-room"] = "the session's life",
        ["PUT /api/sessions/{sessionId}/plan"] = "a length",
        ["GET /api/sessions/{sessionId}/therapist"] = "where the therapist is",
        ["GET /api/sessions/{sessionId}/safety"] = "the patient's own details, read by them alone",
        ["POST /api/sessions/{sessionId}/media-token"] = "a pass for the call",
        ["POST /api/whip/{sessionId}"] = "the call itself",
        ["PATCH /api/whip/{sessionId}/{resourceId}"] = "the call itself",
        ["DELETE /api/whip/{sessionId}/{resourceId}"] = "the call itself",
        ["GET /api/patients/{patientId}/rights"] = "what was taken back and erased, and when; no content",
        ["PUT /api/patients/{patientId}/erasure"] = "an answer about what is kept; an entry of its own",
        ["PUT /api/patients/{patientId}/holds/{holdId}"] = "a legal matter; an entry of its own",
        ["PUT /api/practice/holds/{patientId}/{holdId}"] = "a legal matter; an entry of its own",
        ["POST /api/practice/holds/{patientId}/{holdId}/lift"] = "a legal matter; an entry of its own",
        ["PUT /api/patients/{patientId}/care"] = "a date; an entry of its own",
        ["POST /api/patients/{patientId}/access-link"] = "a link; an entry of its own",
        ["DELETE /api/patients/{patientId}/access-link"] = "a link; an entry of its own",
    };

    /// <summary>Clinical, and not walked here: why.</summary>
    private static readonly Dictionary<string, string> NotWalked = new()
    {
        ["DELETE /api/sessions/{sessionId}/suggestions/{suggestionId}"] = "needs a face that has made one; it records as markers do",
    };

    /// <summary>How each is asked: who (therapist, patient, page, supervisor, administrator), method and path, body.</summary>
    private static readonly (string Who, string Endpoint, string? Body)[] Requests =
    [
        ("therapist", "GET /api/sessions/{sessionId}", null),
        ("patient", "POST /api/sessions/{sessionId}/consents", Decision),
        ("therapist", "GET /api/sessions/{sessionId}/review", null),
        ("therapist", "GET /api/sessions/{sessionId}/affect", null),
        ("therapist", "GET /api/sessions/{sessionId}/recording/{segmentId}", null),
        ("therapist", "GET /api/sessions/{sessionId}/report", null),
        ("therapist", "GET /api/patients/{patientId}/course", null),
        ("therapist", "GET /api/patients/{patientId}/course/markers", null),
        ("therapist", "POST /api/patients/{patientId}/process-notes/search", """{"query":"garden"}"""),
        ("therapist", "POST /api/patients/{patientId}/notes/search", """{"query":"garden"}"""),
        ("therapist", "PUT /api/sessions/{sessionId}/markers/{markerId}", """{"atMs":5,"label":"x"}"""),
        ("therapist", "DELETE /api/sessions/{sessionId}/markers/{markerId}", null),
        ("therapist", "GET /api/sessions/{sessionId}/clips", null),
        ("therapist", "PUT /api/sessions/{sessionId}/clips/{clipId}", Clip),
        ("therapist", "DELETE /api/sessions/{sessionId}/clips/{clipId}", null),
        ("supervisor", "GET /api/clips/{sessionId}/{clipId}", null),
        ("supervisor", "GET /api/clips/{sessionId}/{clipId}/recording/{segmentId}", null),
        ("administrator", "POST /api/break-glass", Glass),
        ("administrator", "POST /api/break-glass/{sessionId}/close", null),
        ("page", "GET /api/me", null),
        ("page", "GET /api/me/export", null),
        ("page", "GET /api/me/erasure", null),
        ("page", "POST /api/me/erasure", null),
        ("page", "POST /api/me/sessions/{sessionId}/consents", Decision),
        ("therapist", "POST /api/patients/{patientId}/erasure", null),
        .. NoteRequests("notes"),
        .. NoteRequests("process-notes"),
    ];

    /// <summary>These need a session that goes on.</summary>
    private static readonly (string Who, string Endpoint, string? Body)[] LiveRequests =
    [
        ("page", "POST /api/me/sessions/{sessionId}/join", null),
        ("patient", "PUT /api/sessions/{sessionId}/safety",
            """{"location":"Via Roma 1","callbackNumber":"+39 333","contactName":"Lucia","contactNumber":"112"}"""),
    ];

    private readonly FakeTimeProvider _clock = new();
    private Clinic _clinic = null!;
    private Browser _therapist = null!;

    public async Task InitializeAsync()
    {
        _clinic = await Clinic.StartAsync(configure: s => s.AddSingleton<TimeProvider>(_clock));
        _therapist = await _clinic.SignInAsync();
    }

    public async Task DisposeAsync() => await _clinic.DisposeAsync();

    [Fact]
    public async Task Every_clinical_request_is_in_the_audit_log()
    {
        foreach (var (who, endpoint, body) in Requests)
        {
            var recorded = await RecordedVisit.CreateAsync(_clinic, _therapist);
            await recorded.ShareAsync("c1");
            await LeavesAnEntryAsync(who, endpoint, body, recorded);
        }

        foreach (var (who, endpoint, body) in LiveRequests)
        {
            var visit = await Visit.CreateAsync(_clinic, _therapist);
            await LeavesAnEntryAsync(who, endpoint, body, new RecordedVisit(visit, await RecordedVisit.OpenOwnPageAsync(visit), "", "", ""));
        }
    }

    [Fact]
    public async Task What_is_read_of_a_session_or_a_patient_leaves_an_entry_also_where_nobody_thought_of_listing_it_here()
    {
        foreach (var endpoint in Below().Where(e => e.StartsWith("GET ", StringComparison.Ordinal) && !Known.Contains(e)))
            await LeavesAnEntryAsync("therapist", endpoint, null, await RecordedVisit.CreateAsync(_clinic, _therapist), mayFail: true);
    }

    [Fact]
    public void Every_write_below_a_session_or_a_patient_is_walked_here_or_known_to_hold_no_content() =>
        Assert.DoesNotContain(Below(), e => !e.StartsWith("GET ", StringComparison.Ordinal) && !Known.Contains(e));

    [Fact]
    public void What_is_walked_is_said_to_be_clinical_and_what_holds_no_content_is_not()
    {
        var clinical = Endpoints().Where(e => e.Clinical).Select(e => e.Name).ToHashSet();
        Assert.DoesNotContain(Requests.Concat(LiveRequests).Select(r => r.Endpoint), e => !clinical.Contains(e));
        Assert.DoesNotContain(NotClinical.Keys, clinical.Contains);
    }

    [Fact]
    public async Task Signing_in_and_out_is_in_the_audit_log()
    {
        var browser = await _clinic.SignInAsync();
        (await browser.PostAsync("/api/auth/sign-out")).EnsureSuccessStatusCode();
        Assert.Equal([AuditAction.SignedIn, AuditAction.SignedOut], Entries().TakeLast(2).Select(e => e.Action));
    }

    private static (string Who, string Endpoint, string? Body)[] NoteRequests(string book) =>
    [
        ("therapist", $"GET /api/sessions/{{sessionId}}/{book}", null),
        ("therapist", $"PUT /api/sessions/{{sessionId}}/{book}/{{noteId}}", Note),
        ("therapist", $"POST /api/sessions/{{sessionId}}/{book}/{{noteId}}/sign", """{"revision":1}"""),
        ("therapist", $"PUT /api/sessions/{{sessionId}}/{book}/{{noteId}}/amendments/{{amendmentId}}", """{"text":"x"}"""),
        ("therapist", $"GET /api/sessions/{{sessionId}}/{book}/{{noteId}}/history", null),
    ];

    private static HashSet<string> Known { get; } = [.. Requests.Concat(LiveRequests).Select(r => r.Endpoint), .. NotClinical.Keys, .. NotWalked.Keys];

    /// <summary>Method and path of everything below a session or a patient.</summary>
    private IEnumerable<string> Below() => Endpoints().Select(e => e.Name).Where(e =>
        e.Contains("{sessionId}", StringComparison.Ordinal) || e.Contains("{patientId}", StringComparison.Ordinal)
        || e.EndsWith(" /api/me", StringComparison.Ordinal) || e.Contains(" /api/me/", StringComparison.Ordinal));

    private IEnumerable<(string Name, bool Clinical)> Endpoints() => _clinic.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Select(method => ($"{method} /{e.RoutePattern.RawText!.Trim('/')}", e.Metadata.GetMetadata<ClinicalContent>() is not null)));

    private async Task LeavesAnEntryAsync(string who, string endpoint, string? body, RecordedVisit recorded, bool mayFail = false)
    {
        await PrepareAsync(endpoint, recorded);
        _clock.Advance(Later);
        var before = Entries().Count;
        var (method, path) = (endpoint.Split(' ')[0], Fill(endpoint.Split(' ')[1], recorded));
        var content = body is null ? null : new StringContent(Fill(body, recorded), Encoding.UTF8, "application/json");
        var response = await (await PersonAsync(who, recorded)).SendAsync(new HttpMethod(method), path, content);
        if (mayFail && !response.IsSuccessStatusCode)
            return;
        Assert.True(response.IsSuccessStatusCode, $"{endpoint}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        var since = Entries().Skip(before).ToList();
        Assert.True(
            since.Any(e => e.SessionId == recorded.SessionId || e.ActorId == recorded.Visit.PatientId),
            $"{endpoint} left no entry: {string.Join(", ", since.Select(e => $"{e.Action} {e.Detail}"))}");
    }

    /// <summary>A note has to be there before it can be signed, and signed before it can be amended; erasure has to be asked for.</summary>
    private static async Task PrepareAsync(string endpoint, RecordedVisit recorded)
    {
        if (endpoint == "POST /api/patients/{patientId}/erasure")
            (await recorded.OwnPage.PostAsync("/api/me/erasure")).EnsureSuccessStatusCode();
        if (!endpoint.Contains("/{noteId}/", StringComparison.Ordinal))
            return;
        var note = $"/api/sessions/{recorded.SessionId}/{(endpoint.Contains("process", StringComparison.Ordinal) ? "process-notes" : "notes")}/n9";
        var therapist = recorded.Visit.Therapist;
        (await therapist.PutAsync(note, new { atMs = 0, text = "x", baseRevision = 0 })).EnsureSuccessStatusCode();
        if (endpoint.Contains("amendments", StringComparison.Ordinal))
            (await therapist.PostAsync($"{note}/sign", new { revision = 1 })).EnsureSuccessStatusCode();
    }

    private List<AuditEntry> Entries()
    {
        var entries = new List<AuditEntry>();
        AuditVerifier.Verify(
            Clinic.Options(_clinic.Folder).DataFolder, _clinic.App.Services.GetRequiredService<KeyRing>(), [], (_, e) => entries.Add(e));
        return entries;
    }

    private async Task<Browser> PersonAsync(string who, RecordedVisit recorded) => who switch
    {
        "therapist" => recorded.Visit.Therapist,
        "patient" => recorded.Visit.Patient,
        "page" => recorded.OwnPage,
        "supervisor" => await _clinic.SignInAsync(DemoMember.Supervisor),
        _ => await _clinic.SignInAsync(DemoMember.Administrator),
    };

    private static string Fill(string text, RecordedVisit recorded) => text
        .Replace("{sessionId}", recorded.SessionId, StringComparison.Ordinal)
        .Replace("{patientId}", recorded.Visit.PatientId, StringComparison.Ordinal)
        .Replace("{segmentId}", recorded.SegmentId, StringComparison.Ordinal)
        .Replace("{supervisorId}", recorded.SupervisorId, StringComparison.Ordinal)
        .Replace("{markerId}", "m1", StringComparison.Ordinal)
        .Replace("{noteId}", "n9", StringComparison.Ordinal)
        .Replace("{amendmentId}", "a1", StringComparison.Ordinal)
        .Replace("{clipId}", "c1", StringComparison.Ordinal)
        .Replace("{newId}", Ids.New(), StringComparison.Ordinal);
}
