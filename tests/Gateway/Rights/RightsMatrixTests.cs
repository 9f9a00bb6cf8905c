using System.Net.Http.Headers;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Rights;

/// <summary>Every role against every artefact of a session that is over. What is not yours is 404; what is not for your kind is 403.</summary>
[Collection(SharedClinic.Name)]
public sealed class RightsMatrixTests(ClinicFixture fixture) : IAsyncLifetime
{
    private const string OtherSupervisorEmail = "elena.galli@demo.example";
    private const string OverseerEmail = "franco.conti@demo.example";
    private const string Clip = """{"fromMs":0,"toMs":4000,"supervisorId":"{supervisorId}","days":7,"reason":"x"}""";
    private const string Decision = """{"kind":"supervision","decision":"granted","textVersion":"1"}""";
    private const string Glass = """{"id":"b1","sessionId":"{sessionId}","reason":"A reason of some length."}""";

    private readonly Dictionary<string, Browser> _people = [];
    private RecordedVisit _recorded = null!;
    private string _mediaToken = "";

    public static IReadOnlyList<string> Roles { get; } =
    [
        "nobody", "patient in session", "patient's own page", "other patient in session", "other patient's own page", "therapist",
        "other therapist", "supervisor with clip", "supervisor without", "administrator", "broke the glass", "media token",
    ];

    // method, path, body, then the status for each of Roles, in their order.
    public static TheoryData<string, string, string?, string> Artefacts => new()
    {
        //                                                                                     -   pat own oth oth the oth sup sup adm brk tok
        { "GET", "/api/sessions/{sessionId}/review", null,                                   "401 403 403 403 403 200 404 404 404 404 200 401" },
        { "GET", "/api/sessions/{sessionId}/recording/{segmentId}", null,                    "401 403 403 403 403 200 404 404 404 404 200 401" },
        { "GET", "/api/sessions/{sessionId}/affect", null,                                   "401 403 403 403 403 200 404 404 404 404 200 401" },
        { "GET", "/api/sessions/{sessionId}/notes", null,                                    "401 403 403 403 403 200 404 403 403 403 403 401" },
        { "GET", "/api/sessions/{sessionId}/process-notes", null,                            "401 403 403 403 403 200 404 403 403 403 403 401" },
        { "PUT", "/api/sessions/{sessionId}/markers/m9", """{"atMs":1,"label":""}""",        "401 403 403 403 403 204 404 403 403 403 403 401" },
        { "GET", "/api/supervisors", null,                                                   "401 403 403 403 403 200 200 403 403 403 403 401" },
        { "GET", "/api/sessions/{sessionId}/clips", null,                                    "401 403 403 403 403 200 404 403 403 403 403 401" },
        { "PUT", "/api/sessions/{sessionId}/clips/{clipId}", Clip,                           "401 403 403 403 403 200 404 403 403 403 403 401" },
        { "GET", "/api/clips", null,                                                         "401 403 403 403 403 403 403 200 200 403 200 401" },
        { "GET", "/api/clips/{sessionId}/{clipId}", null,                                    "401 403 403 403 403 403 403 200 404 403 404 401" },
        { "GET", "/api/clips/{sessionId}/{clipId}/recording/{segmentId}", null,              "401 403 403 403 403 403 403 200 404 403 404 401" },
        { "GET", "/api/break-glass/therapists", null,                                        "401 403 403 403 403 403 403 200 200 200 200 401" },
        { "GET", "/api/break-glass/therapists/{therapistId}/sessions", null,                 "401 403 403 403 403 403 403 200 200 200 200 401" },
        { "GET", "/api/break-glass/alerts", null,                                            "401 403 403 403 403 200 200 200 200 200 200 401" },
        { "POST", "/api/break-glass/alerts/seen", null,                                      "401 403 403 403 403 204 204 204 204 204 204 401" },
        { "POST", "/api/sessions/{sessionId}/consents", Decision,                            "401 204 403 404 403 403 403 403 403 403 403 401" },
        { "GET", "/api/me", null,                                                            "401 403 200 403 200 403 403 403 403 403 403 401" },
        { "GET", "/api/me/export", null,                                                     "401 403 200 403 200 403 403 403 403 403 403 401" },
        { "GET", "/api/me/erasure", null,                                                    "401 403 200 403 200 403 403 403 403 403 403 401" },
        { "POST", "/api/me/sessions/{sessionId}/consents", Decision,                         "401 403 204 403 404 403 403 403 403 403 403 401" },
        { "POST", "/api/me/sessions/{sessionId}/join", null,                                 "401 403 409 403 404 403 403 403 403 403 403 401" },
        // From here on the artefact changes hands or is gone: last, and by those who may not before those who may.
        { "DELETE", "/api/sessions/{sessionId}/clips/{clipId}", null,                        "401 403 403 403 403 204 404 403 403 403 403 401" },
        { "POST", "/api/break-glass/{sessionId}/close", null,                                "401 403 403 403 403 403 403 204 204 204 204 401" },
        { "POST", "/api/break-glass", Glass,                                                 "401 403 403 403 403 403 403 200 200 200 200 401" },
        { "POST", "/api/me/erasure", null,                                                   "401 403 204 403 204 403 403 403 403 403 403 401" },
        { "DELETE", "/api/patients/{patientId}/access-link", null,                           "401 403 403 403 403 204 404 403 403 403 403 401" },
        { "POST", "/api/patients/{patientId}/access-link", null,                             "401 403 403 403 403 200 404 403 403 403 403 401" },
    };

    public async Task InitializeAsync()
    {
        _recorded = await RecordedVisit.CreateAsync(fixture);
        await _recorded.ShareAsync("c1");
        var other = await fixture.NewVisitAsync();
        _people["nobody"] = fixture.Clinic.NewBrowser();
        _people["patient in session"] = _recorded.Visit.Patient;
        _people["patient's own page"] = _recorded.OwnPage;
        _people["other patient in session"] = other.Patient;
        _people["other patient's own page"] = await RecordedVisit.OpenOwnPageAsync(other);
        _people["therapist"] = fixture.Therapist;
        _people["other therapist"] = fixture.OtherTherapist;
        _people["supervisor with clip"] = fixture.Supervisor;
        _people["supervisor without"] = await MemberAsync(OtherSupervisorEmail, MemberRoles.Supervisor);
        _people["administrator"] = fixture.Administrator;
        _people["broke the glass"] = await MemberAsync(OverseerEmail, MemberRoles.Supervisor);
        await RecordedVisit.BreakGlassAsync(_people["broke the glass"], _recorded.SessionId);
        var live = await (await fixture.NewVisitAsync()).GoLiveAsync();
        var token = await live.Patient.PostAsync($"/api/sessions/{live.SessionId}/media-token").JsonAsync();
        _mediaToken = token.GetProperty("token").GetString()!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Artefacts))]
    public async Task Only_those_reach_it_whom_it_concerns(string method, string path, string? body, string statuses)
    {
        var expected = statuses.Split(' ').Select(int.Parse).ToArray();
        Assert.Equal(Roles.Count, expected.Length);
        var found = new List<int>();
        foreach (var role in Roles)
            found.Add((int)(await SendAsync(role, method, Fill(path), body is null ? null : Fill(body))).StatusCode);
        Assert.Equal(
            string.Join('\n', Roles.Zip(expected, (role, status) => $"{status} {role}")),
            string.Join('\n', Roles.Zip(found, (role, status) => $"{status} {role}")));
    }

    private Task<HttpResponseMessage> SendAsync(string role, string method, string path, string? body)
    {
        var person = role == "media token" ? _people["nobody"] : _people[role];
        return person.SendAsync(new HttpMethod(method), path, request =>
        {
            request.Headers.Add("X-PsyCare", "1");
            if (role == "media token")
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _mediaToken);
            if (body is not null)
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        });
    }

    private string Fill(string text) => text
        .Replace("{sessionId}", _recorded.SessionId, StringComparison.Ordinal)
        .Replace("{segmentId}", _recorded.SegmentId, StringComparison.Ordinal)
        .Replace("{supervisorId}", _recorded.SupervisorId, StringComparison.Ordinal)
        .Replace("{therapistId}", _recorded.TherapistId, StringComparison.Ordinal)
        .Replace("{patientId}", _recorded.Visit.PatientId, StringComparison.Ordinal)
        .Replace("{clipId}", "c1", StringComparison.Ordinal);

    private async Task<Browser> MemberAsync(string email, MemberRoles roles)
    {
        try
        {
            await fixture.Clinic.AddClinicianAsync(email, Clinic.OtherPassword, roles: roles);
        }
        catch (Contracts.RefusedException)
        {
            // Another row has made it.
        }

        return await fixture.Clinic.SignInAsync(email, Clinic.OtherPassword);
    }
}
