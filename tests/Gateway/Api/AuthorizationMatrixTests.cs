using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Gateway.Tests.Rights;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>Every endpoint against everybody who might try it. 0 = never asked: the endpoint is for strangers too.</summary>
[Collection(SharedClinic.Name)]
public sealed class AuthorizationMatrixTests(ClinicFixture fixture)
{
    private const string Consent = """{"kind":"recording","decision":"granted","textVersion":"1"}""";
    private const string Safety = """{"location":"Via Roma 1","callbackNumber":"+39 333","contactName":"Lucia","contactNumber":"112"}""";
    private const string Template = """{"name":"Intake","text":"### Reason"}""";
    private const string Reason = """{"reason":"Court of Milan, file 12/26"}""";
    private const string Note = """{"atMs":0,"text":"x","baseRevision":0}""";

    // method, path, body, then the status for: nobody, another therapist, the therapist, another patient, the patient.
    public static TheoryData<string, string, string?, int, int, int, int, int> Endpoints => new()
    {
        { "GET", "/api/auth/me", null, 401, 200, 200, 200, 200 },
        { "GET", "/api/patients", null, 401, 200, 200, 403, 403 },
        { "POST", "/api/patients", """{"displayName":"x"}""", 401, 201, 201, 403, 403 },
        { "GET", "/api/patients/{patientId}", null, 401, 404, 200, 403, 403 },
        { "POST", "/api/patients/{patientId}/sessions", "{}", 401, 404, 201, 403, 403 },
        { "PUT", "/api/patients/{patientId}/care", """{"ended":true}""", 401, 404, 204, 403, 403 },
        { "GET", "/api/retention/notices", null, 401, 200, 200, 403, 403 },
        { "PUT", "/api/patients/{patientId}/holds/{holdId}", Reason, 401, 404, 204, 403, 403 },
        { "GET", "/api/patients/{patientId}/rights", null, 401, 404, 200, 403, 403 },
        // Nobody has asked for erasure: its own therapist gets 409. PatientRightsTests answers one who has.
        { "PUT", "/api/patients/{patientId}/erasure", """{"text":"x"}""", 401, 404, 409, 403, 403 },
        { "POST", "/api/patients/{patientId}/erasure", null, 401, 404, 409, 403, 403 },
        { "GET", "/api/sessions/open", null, 401, 200, 200, 403, 403 },
        { "GET", "/api/sessions/{sessionId}", null, 401, 404, 200, 404, 200 },
        { "POST", "/api/sessions/{sessionId}/invite", null, 401, 404, 200, 403, 403 },
        { "POST", "/api/sessions/{sessionId}/admit", null, 401, 404, 204, 403, 403 },
        { "POST", "/api/sessions/{sessionId}/end", null, 401, 404, 204, 403, 403 },
        { "POST", "/api/sessions/{sessionId}/consents", Consent, 401, 403, 403, 404, 204 },
        { "POST", "/api/sessions/{sessionId}/waiting-room", null, 401, 403, 403, 404, 204 },
        { "POST", "/api/sessions/{sessionId}/media-token", null, 401, 404, 200, 404, 200 },
        { "PUT", "/api/sessions/{sessionId}/markers/{markerId}", """{"atMs":0,"label":""}""", 401, 404, 204, 403, 403 },
        { "DELETE", "/api/sessions/{sessionId}/markers/{markerId}", null, 401, 404, 204, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/notes", null, 401, 404, 200, 403, 403 },
        { "PUT", "/api/sessions/{sessionId}/notes/{noteId}", Note, 401, 404, 200, 403, 403 },
        { "POST", "/api/sessions/{sessionId}/notes/{noteId}/sign", """{"revision":1}""", 401, 404, 404, 403, 403 },
        { "PUT", "/api/sessions/{sessionId}/notes/{noteId}/amendments/{amendmentId}", """{"text":"x"}""", 401, 404, 404, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/notes/{noteId}/history", null, 401, 404, 404, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/process-notes", null, 401, 404, 200, 403, 403 },
        { "PUT", "/api/sessions/{sessionId}/process-notes/{noteId}", Note, 401, 404, 200, 403, 403 },
        { "POST", "/api/sessions/{sessionId}/process-notes/{noteId}/sign", """{"revision":1}""", 401, 404, 404, 403, 403 },
        { "PUT", "/api/sessions/{sessionId}/process-notes/{noteId}/amendments/{amendmentId}", """{"text":"x"}""", 401, 404, 404, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/process-notes/{noteId}/history", null, 401, 404, 404, 403, 403 },
        { "DELETE", "/api/sessions/{sessionId}/suggestions/{suggestionId}", null, 401, 404, 404, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/safety", null, 401, 403, 403, 404, 200 },
        { "PUT", "/api/sessions/{sessionId}/safety", Safety, 401, 403, 403, 404, 204 },
        { "GET", "/api/sessions/{sessionId}/therapist", null, 401, 403, 403, 404, 200 },
        { "PUT", "/api/sessions/{sessionId}/plan", """{"minutes":60}""", 401, 404, 204, 403, 403 },
        { "GET", "/api/workspace", null, 401, 200, 200, 403, 403 },
        { "GET", "/api/workspace/draft-key", null, 401, 200, 200, 403, 403 },
        { "PUT", "/api/workspace/marker-categories", "[]", 401, 204, 204, 403, 403 },
        { "PUT", "/api/workspace/hidden-indicators", "[]", 401, 204, 204, 403, 403 },
        { "PUT", "/api/workspace/templates/{templateId}", Template, 401, 204, 204, 403, 403 },
        { "DELETE", "/api/workspace/templates/{templateId}", null, 401, 204, 204, 403, 403 },
        // The administrator's: PracticeTemplatesTests.
        { "GET", "/api/practice/templates", null, 401, 403, 403, 403, 403 },
        { "PUT", "/api/practice/templates", "[]", 401, 403, 403, 403, 403 },
        { "PUT", "/api/practice/templates/{templateId}", Template, 401, 403, 403, 403, 403 },
        { "DELETE", "/api/practice/templates/{templateId}", null, 401, 403, 403, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/review", null, 401, 404, 200, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/affect", null, 401, 404, 200, 403, 403 },
        // Before the session's end its own therapist gets 409; ReportTests reads one that has ended.
        { "GET", "/api/sessions/{sessionId}/report", null, 401, 404, 409, 403, 403 },
        { "GET", "/api/patients/{patientId}/course", null, 401, 404, 200, 403, 403 },
        { "GET", "/api/patients/{patientId}/course/markers", null, 401, 404, 200, 403, 403 },
        { "POST", "/api/patients/{patientId}/process-notes/search", """{"query":"x"}""", 401, 404, 200, 403, 403 },
        { "POST", "/api/patients/{patientId}/notes/search", """{"query":"x"}""", 401, 404, 200, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/report.pdf", null, 401, 404, 409, 403, 403 },
        { "GET", "/api/sessions/{sessionId}/report.csv", null, 401, 404, 409, 403, 403 },
        { "GET", "/api/patients/{patientId}/course.pdf", null, 401, 404, 200, 403, 403 },
        { "GET", "/api/patients/{patientId}/course.csv", null, 401, 404, 200, 403, 403 },
        { "GET", "/api/patients/{patientId}/course.fhir.json", null, 401, 404, 200, 403, 403 },
        // The segment does not exist: 404 for its owner as well. RecordingTests reads one that does.
        { "GET", "/api/sessions/{sessionId}/recording/{segmentId}", null, 401, 404, 404, 403, 403 },
        // Cookies do not open the media endpoint; WhipTests tries tokens.
        { "POST", "/api/whip/{sessionId}", "v=0", 401, 401, 401, 401, 401 },
        { "PATCH", "/api/whip/{sessionId}/{resourceId}", "a=end", 401, 401, 401, 401, 401 },
        { "DELETE", "/api/whip/{sessionId}/{resourceId}", null, 401, 401, 401, 401, 401 },
    };

    /// <summary>For strangers by their nature.</summary>
    public static IReadOnlySet<string> Open { get; } = new HashSet<string>
    {
        "POST /api/auth/sign-in", "POST /api/auth/sign-out", "POST /api/invites/inspect", "POST /api/invites/redeem", "GET /health/live",
        "GET /health/ready", "POST /api/access/redeem",
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Only_those_get_in_whom_it_concerns(
        string method, string path, string? body, int nobody, int otherTherapist, int therapist, int otherPatient, int patient)
    {
        var other = await fixture.NewVisitAsync();
        await Expect(nobody, fixture.Clinic.NewBrowser());
        await Expect(otherTherapist, fixture.OtherTherapist);
        await Expect(otherPatient, other.Patient);
        await Expect(patient, null);
        await Expect(therapist, fixture.Therapist);

        async Task Expect(int status, Browser? browser)
        {
            // A session of its own for each try: some endpoints change it.
            var visit = await (await fixture.NewVisitAsync()).WaitAsync();
            if (path.EndsWith("media-token", StringComparison.Ordinal) || path.Contains("markers", StringComparison.Ordinal))
                await visit.GoLiveAsync();
            var address = Fill(path, visit);
            var response = await (browser ?? visit.Patient).SendAsync(new HttpMethod(method), address, Content(body));
            Assert.True(status == (int)response.StatusCode, $"{method} {path}: expected {status}, got {(int)response.StatusCode}");
        }
    }

    /// <summary>What is clinical is for the patient's own therapist: not for those who manage or supervise.</summary>
    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_supervisor_and_an_administrator_see_nothing_clinical(
        string method, string path, string? body, int nobody, int otherTherapist, int therapist, int otherPatient, int patient)
    {
        Assert.True(nobody == 401 && otherTherapist > 0 && otherPatient > 0);
        if (path.StartsWith("/api/practice/templates", StringComparison.Ordinal))
            return;
        var forAnybody = therapist == 200 && patient == 200 && !path.Contains('{', StringComparison.Ordinal);
        // Who breaks the glass may review: RightsMatrixTests. Until then it is as if there were nothing.
        var forReviewers = path.EndsWith("/review", StringComparison.Ordinal) || path.EndsWith("/affect", StringComparison.Ordinal)
            || path.Contains("/recording/", StringComparison.Ordinal);
        var expected = forAnybody ? 200 : path.StartsWith("/api/whip", StringComparison.Ordinal) ? 401 : forReviewers ? 404 : 403;
        var address = Fill(path, await fixture.NewVisitAsync());
        foreach (var browser in new[] { fixture.Supervisor, fixture.Administrator })
            Assert.Equal(expected, (int)(await browser.SendAsync(new HttpMethod(method), address, Content(body))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task What_does_not_exist_looks_like_what_is_not_yours(
        string method, string path, string? body, int nobody, int otherTherapist, int therapist, int otherPatient, int patient)
    {
        Assert.Equal(401, nobody);
        if (!path.Contains("{sessionId}", StringComparison.Ordinal) || therapist is 403 || otherTherapist != 404)
            return;
        Assert.True(otherPatient is 403 or 404 && patient > 0);
        var address = path.Replace("{sessionId}", Ids.New(), StringComparison.Ordinal)
            .Replace("{markerId}", "m1", StringComparison.Ordinal).Replace("{noteId}", "n1", StringComparison.Ordinal)
            .Replace("{amendmentId}", "a1", StringComparison.Ordinal).Replace("{suggestionId}", "s1", StringComparison.Ordinal)
            .Replace("{segmentId}", Ids.New(), StringComparison.Ordinal);
        Assert.Equal("notFound", await fixture.Therapist.SendAsync(new HttpMethod(method), address, Content(body)).ProblemAsync(404));
    }

    [Fact]
    public async Task The_OpenAPI_document_lists_every_endpoint_with_its_security()
    {
        var document = await fixture.Clinic.NewBrowser().GetAsync("/openapi/v1.json").JsonAsync();
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Key: $"{o.Name.ToUpperInvariant()} {p.Name}", o.Value)))
            .ToDictionary(o => o.Key, o => o.Value);

        var known = Endpoints.Concat<object?[]>(StaffMatrixTests.Endpoints).Concat(RightsMatrixTests.Artefacts)
            .Select(row => Generic($"{row[0]} {row[1]}".Replace("/m9", "/{markerId}", StringComparison.Ordinal))).Concat(Open)
            .Concat(StaffMatrixTests.Open).Distinct().Order().ToList();
        Assert.Equal(known, operations.Keys.Select(Generic).Order());
        foreach (var (key, operation) in operations)
        {
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), key);
            Assert.Equal(Expected(key), Schemes(operation));
        }

        // The table of the practice calls every id {id}.
        static string Generic(string key) => key.Contains("/api/practice/", StringComparison.Ordinal) || key.Contains("/api/account/", StringComparison.Ordinal)
            ? Regex.Replace(key, "{[^}]+}", "{id}")
            : key;
        static string Expected(string key) =>
            Open.Contains(key) || StaffMatrixTests.Open.Contains(key) ? "" : key.Contains("/whip/", StringComparison.Ordinal) ? "mediaToken" : "cookie";
        static string Schemes(JsonElement operation) => operation.TryGetProperty("security", out var security)
            ? string.Join(',', security.EnumerateArray().SelectMany(s => s.EnumerateObject().Select(p => p.Name)))
            : "";
    }

    private static string Fill(string path, Visit visit) => path
        .Replace("{patientId}", visit.PatientId, StringComparison.Ordinal)
        .Replace("{sessionId}", visit.SessionId, StringComparison.Ordinal)
        .Replace("{markerId}", "m1", StringComparison.Ordinal)
        .Replace("{noteId}", "n1", StringComparison.Ordinal)
        .Replace("{amendmentId}", "a1", StringComparison.Ordinal)
        .Replace("{suggestionId}", "s1", StringComparison.Ordinal)
        .Replace("{templateId}", "t1", StringComparison.Ordinal)
        .Replace("{holdId}", "h1", StringComparison.Ordinal)
        .Replace("{segmentId}", Ids.New(), StringComparison.Ordinal)
        .Replace("{resourceId}", 1.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static StringContent? Content(string? body) =>
        body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, body[0] is '{' or '[' ? "application/json" : "application/sdp");
}
