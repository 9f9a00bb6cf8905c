using System.Globalization;
using System.Text.RegularExpressions;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Tests.Api;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Gateway.Tests.Rights;
using PsyCare.Silo.Demo;

namespace PsyCare.Gateway.Tests.Tenants;

/// <summary>
/// Every endpoint with ids of another practice. The neighbour's people, on their own gateway over the same grains and storage, name what is the
/// clinic's: it is as if it did not exist. New endpoints come in by themselves, from the tables that every endpoint must stand in.
/// </summary>
public sealed class TenantMatrixTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    /// <summary>Ids of these are looked up among what is the member's or their practice's own, so a foreign one names nothing and nothing happens.</summary>
    private static readonly string[] OwnLists = ["/api/workspace/templates/", "/api/practice/templates/", "/api/practice/invitations/", "/api/account/devices/"];

    private static readonly string[] Bodies = ["\"sessionId\"", "\"supervisorId\":\"{"];

    public static TheoryData<string, string, string?> Named
    {
        get
        {
            var rows = new TheoryData<string, string, string?>();
            foreach (var row in All().Where(r => IsNamed(r.Path, r.Body)).DistinctBy(r => (r.Method, r.Path)))
                rows.Add(row.Method, row.Path, row.Body);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public async Task What_another_practice_has_does_not_exist_here(string method, string path, string? body)
    {
        var address = await FillAsync(path, method);
        var content = body is null ? null : await FillAsync(body, method);
        var found = new List<int>();
        foreach (var person in Neighbours())
        {
            var response = await SendAsync(person, method, address, content);
            Assert.True((int)response.StatusCode is 401 or 403 or 404, $"{method} {path}: {(int)response.StatusCode}");
            found.Add((int)response.StatusCode);
        }

        // Whoever could do this with something of their own is told that there is nothing of the kind. Cookies open no media at all.
        if (!path.StartsWith("/api/whip", StringComparison.Ordinal))
            Assert.Contains(404, found);
    }

    [Theory]
    [MemberData(nameof(Named))]
    public async Task A_cookie_of_another_practice_is_no_cookie_here(string method, string path, string? body)
    {
        var address = await FillAsync(path, method);
        var content = body is null ? null : await FillAsync(body, method);
        foreach (var person in new[] { fixture.Own.Therapist, fixture.Own.Supervisor, fixture.Own.Administrator, fixture.Recorded.Visit.Patient, fixture.Recorded.OwnPage })
        {
            var carried = fixture.Neighbour.NewBrowser();
            var response = await carried.SendAsync(new HttpMethod(method), address, request =>
            {
                request.Headers.Add("X-PsyCare", "1");
                request.Headers.Add("Cookie", person.Cookie);
                request.Content = Content(content);
            });
            Assert.True((int)response.StatusCode == 401, $"{method} {path}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task The_table_reaches_every_kind_of_id()
    {
        var named = Named.Select(row => (string)row[1]!).ToList();
        foreach (var id in new[] { "{sessionId}", "{patientId}", "{clipId}", "{segmentId}", "{therapistId}", "{resourceId}", "/members/{id}" })
            Assert.Contains(named, path => path.Contains(id, StringComparison.Ordinal));
        // And with these ids its own people do find something.
        Assert.Equal(200, (int)(await fixture.Own.Therapist.GetAsync(await FillAsync("/api/sessions/{sessionId}/review", "GET"))).StatusCode);
        Assert.Equal(200, (int)(await fixture.Own.Supervisor.GetAsync(await FillAsync("/api/clips/{sessionId}/{clipId}", "GET"))).StatusCode);
    }

    [Fact]
    public async Task What_is_looked_up_in_own_lists_leaves_the_others_alone()
    {
        var devices = await fixture.Own.Therapist.GetAsync("/api/account").JsonAsync();
        var deviceId = devices.GetProperty("devices")[0].GetProperty("deviceId").GetString();
        await fixture.Neighbour.Therapist.SendAsync(HttpMethod.Delete, $"/api/account/devices/{deviceId}");
        Assert.Equal(200, (int)(await fixture.Own.Therapist.GetAsync("/api/patients")).StatusCode);

        var invitationId = fixture.Invitation.GetProperty("invitationId").GetString();
        await fixture.Neighbour.Administrator.SendAsync(HttpMethod.Delete, $"/api/practice/invitations/{invitationId}");
        var open = await fixture.Own.Administrator.GetAsync("/api/practice/invitations").JsonAsync();
        Assert.Contains(open.EnumerateArray(), i => i.GetProperty("invitationId").GetString() == invitationId);

        // A clip cannot be shared with another practice's supervisor, nor a therapist put into their group.
        var body = new { fromMs = 0, toMs = 1_000, supervisorId = fixture.Recorded.SupervisorId, days = 1, reason = "x" };
        Assert.Equal("invalid", await fixture.Neighbour.Therapist.PutAsync($"/api/sessions/{fixture.NeighbourSessionId}/clips/c9", body).ProblemAsync(422));
        var assign = new { supervisorId = fixture.Recorded.SupervisorId };
        Assert.Equal(
            "notFound",
            await fixture.Neighbour.Administrator.PutAsync($"/api/practice/members/{fixture.Neighbour.TherapistId}/supervisor", assign).ProblemAsync(404));
    }

    [Fact]
    public async Task No_list_of_the_neighbour_holds_anything_of_the_clinic()
    {
        var practice = fixture.Clinic.Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId);
        var ids = (await practice.GetMembersAsync()).Select(m => m.MemberId)
            .Concat([fixture.Recorded.SessionId, fixture.Recorded.Visit.PatientId, fixture.Live.SessionId, fixture.Live.PatientId]).ToList();
        foreach (var row in All().Where(r => r.Method == "GET" && !r.Path.Contains('{', StringComparison.Ordinal)).DistinctBy(r => r.Path))
        {
            foreach (var person in Neighbours())
            {
                var text = await (await person.GetAsync(row.Path)).Content.ReadAsStringAsync();
                Assert.DoesNotContain(ids, id => text.Contains(id, StringComparison.Ordinal));
            }
        }
    }

    private IEnumerable<Browser> Neighbours() =>
    [
        fixture.Neighbour.Therapist, fixture.Neighbour.Supervisor, fixture.Neighbour.Administrator, fixture.NeighbourPatient, fixture.NeighbourOwnPage,
    ];

    private static IEnumerable<(string Method, string Path, string? Body)> All() =>
        AuthorizationMatrixTests.Endpoints.Concat<object?[]>(StaffMatrixTests.Endpoints).Concat(RightsMatrixTests.Artefacts)
            .Select(row => ((string)row[0]!, (string)row[1]!, (string?)row[2]));

    /// <summary>Whether something outside one's own lists is named, by the address or in the body.</summary>
    private static bool IsNamed(string path, string? body) =>
        (path.Contains('{', StringComparison.Ordinal) && !path.Contains("{month}", StringComparison.Ordinal)
            && !OwnLists.Any(own => path.StartsWith(own, StringComparison.Ordinal)))
        || (body is not null && Bodies.Any(b => body.Contains(b, StringComparison.Ordinal)));

    private async Task<string> FillAsync(string text, string method)
    {
        // What a mistake would end or erase is tried on the live session, what would be read on the recorded one.
        var visit = method == "GET" ? fixture.Recorded.Visit : fixture.Live;
        var filled = text.Replace("{sessionId}", visit.SessionId, StringComparison.Ordinal)
            .Replace("{patientId}", visit.PatientId, StringComparison.Ordinal)
            .Replace("{segmentId}", fixture.Recorded.SegmentId, StringComparison.Ordinal)
            .Replace("{clipId}", "c1", StringComparison.Ordinal)
            .Replace("{therapistId}", fixture.Recorded.TherapistId, StringComparison.Ordinal)
            .Replace("{supervisorId}", fixture.Recorded.SupervisorId, StringComparison.Ordinal)
            .Replace("{resourceId}", 1.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var members = await fixture.Clinic.Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId).GetMembersAsync();
        filled = filled.Replace("/members/{id}", $"/members/{members.First(m => m.Roles == MemberRoles.Therapist).MemberId}", StringComparison.Ordinal);
        return text.StartsWith('/') ? Regex.Replace(filled, "{[^}]+}", "x1") : filled;
    }

    private static Task<HttpResponseMessage> SendAsync(Browser person, string method, string address, string? body) =>
        person.SendAsync(new HttpMethod(method), address, Content(body));

    private static StringContent? Content(string? body) =>
        body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, body[0] is '{' or '[' ? "application/json" : "application/sdp");
}
