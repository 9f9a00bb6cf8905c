using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Demo;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>Every endpoint that is about the practice and its members, against each role. What is clinical: <see cref="AuthorizationMatrixTests"/>.</summary>
[Collection(SharedClinic.Name)]
public sealed class StaffMatrixTests(ClinicFixture fixture)
{
    private const string Password = """{"password":"not it"}""";
    private const string Policy = """
        {"jurisdiction":"other","emotionAnalysis":true,"markerSuggestions":true,"supervisionNeedsConsent":true,"secondFactorRequired":false}
        """;

    private const string CrisisLines = """{"emergencyNumber":"112","lines":[]}""";

    private const string Retention = """{"recordingDays":30,"affectDays":365,"recordDays":1825,"noticeDays":14}""";

    // method, path, body, then the status for: nobody, a therapist, a supervisor, an administrator, a patient.
    public static TheoryData<string, string, string?, int, int, int, int, int> Endpoints => new()
    {
        { "GET", "/api/account", null, 401, 200, 200, 200, 403 },
        { "POST", "/api/account/password", """{"password":"not it","newPassword":"a long enough secret"}""", 401, 422, 422, 422, 403 },
        { "DELETE", "/api/account/devices/{id}", null, 401, 204, 204, 204, 403 },
        { "POST", "/api/account/sign-out-everywhere", null, 401, 204, 204, 204, 403 },
        { "POST", "/api/account/second-factor", Password, 401, 422, 422, 422, 403 },
        { "POST", "/api/account/second-factor/confirm", """{"code":"000000"}""", 401, 409, 409, 409, 403 },
        { "POST", "/api/account/second-factor/remove", Password, 401, 422, 422, 422, 403 },
        { "GET", "/api/account/passkeys", null, 401, 200, 200, 200, 403 },
        { "POST", "/api/account/passkeys/begin", Password, 401, 422, 422, 422, 403 },
        { "POST", "/api/account/passkeys", """{"name":"x","credential":{}}""", 401, 422, 422, 422, 403 },
        { "PUT", "/api/account/passkeys/{id}", """{"name":"x"}""", 401, 404, 404, 404, 403 },
        { "POST", "/api/account/passkeys/{id}/remove", Password, 401, 404, 404, 404, 403 },
        // OidcSignInTests connects one.
        { "POST", "/api/account/issuer", Password, 401, 422, 422, 422, 403 },
        { "GET", "/api/practice/members", null, 401, 403, 403, 200, 403 },
        { "PUT", "/api/practice/members/{id}", """{"roles":["therapist"],"disabled":false}""", 401, 403, 403, 404, 403 },
        { "POST", "/api/practice/members/{id}/reset-second-factor", null, 401, 403, 403, 404, 403 },
        { "POST", "/api/practice/members/{id}/sign-out", null, 401, 403, 403, 404, 403 },
        { "PUT", "/api/practice/members/{id}/supervisor", """{"supervisorId":null}""", 401, 403, 403, 404, 403 },
        { "GET", "/api/supervision/months", null, 401, 403, 200, 403, 403 },
        // Not a month: refused for the supervisor as well. SupervisionTests reads one.
        { "GET", "/api/supervision/months/{month}", null, 401, 403, 404, 403, 403 },
        { "GET", "/api/practice/invitations", null, 401, 403, 403, 200, 403 },
        { "POST", "/api/practice/invitations", """{"email":"new@demo.example","roles":["therapist"]}""", 401, 403, 403, 201, 403 },
        { "DELETE", "/api/practice/invitations/{id}", null, 401, 403, 403, 204, 403 },
        { "GET", "/api/practice/retention", null, 401, 403, 403, 200, 403 },
        { "PUT", "/api/practice/retention", Retention, 401, 403, 403, 200, 403 },
        { "GET", "/api/practice/retention/notices", null, 401, 403, 403, 200, 403 },
        { "GET", "/api/operations/media", null, 401, 403, 403, 200, 403 },
        { "GET", "/api/practice/holds", null, 401, 403, 403, 200, 403 },
        { "PUT", "/api/practice/holds/{id}/{id}", """{"reason":"Court of Milan, file 12/26"}""", 401, 403, 403, 404, 403 },
        { "POST", "/api/practice/holds/{id}/{id}/lift", """{"reason":"Court of Milan, file 12/26"}""", 401, 403, 403, 404, 403 },
        { "GET", "/api/practice/audit", null, 401, 403, 403, 200, 403 },
        { "GET", "/api/practice/audit/logs", null, 401, 403, 403, 200, 403 },
        { "GET", "/api/practice/audit/verification", null, 401, 403, 403, 200, 403 },
        { "POST", "/api/practice/audit/comparison", """{"size":1,"root":"no root"}""", 401, 403, 403, 422, 403 },
        { "GET", "/api/practice/audit/export.csv", null, 401, 403, 403, 200, 403 },
        { "GET", "/api/practice/policy", null, 401, 403, 403, 200, 403 },
        { "PUT", "/api/practice/policy", Policy, 401, 403, 403, 200, 403 },
        { "PUT", "/api/practice/crisis-lines", CrisisLines, 401, 403, 403, 200, 403 },
    };

    /// <summary>For strangers by their nature.</summary>
    public static IReadOnlySet<string> Open { get; } = new HashSet<string>
    {
        "POST /api/member-invites/inspect", "POST /api/member-invites/accept", "GET /api/auth/methods", "POST /api/auth/passkey", "POST /api/auth/passkey/begin",
        "POST /api/auth/oidc/start", "POST /api/auth/oidc/code", "GET /api/auth/oidc/front-channel-sign-out",
        "POST /api/auth/oidc/back-channel-sign-out", "GET /api/crisis-lines",
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Only_those_get_in_whom_it_concerns(
        string method, string path, string? body, int nobody, int therapist, int supervisor, int administrator, int patient)
    {
        var address = path.Replace("{id}", Ids.New(), StringComparison.Ordinal);
        await Expect(nobody, fixture.Clinic.NewBrowser());
        await Expect(therapist, await BrowserAsync(DemoMember.Therapist, fixture.Therapist));
        await Expect(supervisor, await BrowserAsync(DemoMember.Supervisor, fixture.Supervisor));
        await Expect(administrator, await BrowserAsync(DemoMember.Administrator, fixture.Administrator));
        await Expect(patient, (await fixture.NewVisitAsync()).Patient);

        async Task Expect(int status, Browser browser)
        {
            var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            var response = await browser.SendAsync(new HttpMethod(method), address, content);
            Assert.True(status == (int)response.StatusCode, $"{method} {path}: expected {status}, got {(int)response.StatusCode}");
        }

        // What signs people out or counts failures is tried with an account of its own.
        async Task<Browser> BrowserAsync(DemoMember member, Browser shared)
        {
            if (!path.StartsWith("/api/account/", StringComparison.Ordinal))
                return shared;
            var email = $"{Ids.New().ToLowerInvariant()}@demo.example";
            await fixture.Clinic.AddClinicianAsync(email, Clinic.OtherPassword, roles: member.Roles);
            return await fixture.Clinic.SignInAsync(email, Clinic.OtherPassword);
        }
    }
}
