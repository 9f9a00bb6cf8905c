using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Demo;
using PsyCare.TestKit.Time;

namespace PsyCare.Gateway.Tests.Rights;

[Collection(SharedClinic.Name)]
public sealed class BreakGlassTests(ClinicFixture fixture)
{
    [Fact]
    public async Task What_was_opened_in_an_emergency_can_be_read_and_everybody_concerned_learns_who_and_why()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        Assert.Equal("notFound", await fixture.Administrator.GetAsync(Review(recorded)).ProblemAsync(404));
        await RecordedVisit.BreakGlassAsync(fixture.Administrator, recorded.SessionId);

        var review = await fixture.Administrator.GetAsync(Review(recorded)).JsonAsync();
        Assert.Equal("break-glass", review.GetProperty("under").GetString());
        Assert.True((await fixture.Administrator.GetAsync(review.GetProperty("segments")[0].GetProperty("url").GetString()!)).IsSuccessStatusCode);
        // To read, not to write; and nobody else with it.
        var marker = await fixture.Administrator.PutAsync($"/api/sessions/{recorded.SessionId}/markers/m2", new { atMs = 1, label = "" });
        Assert.Equal(403, (int)marker.StatusCode);
        Assert.Equal("notFound", await fixture.Supervisor.GetAsync(Review(recorded)).ProblemAsync(404));

        foreach (var browser in new[] { fixture.Therapist, fixture.Supervisor })
        {
            var alert = (await AlertsAsync(browser)).First(a => a.GetProperty("sessionId").GetString() == recorded.SessionId);
            Assert.Equal("Davide Neri", alert.GetProperty("memberName").GetString());
            Assert.Contains("asks for help", alert.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.True(alert.GetProperty("new").GetBoolean());
            (await browser.PostAsync("/api/break-glass/alerts/seen")).EnsureSuccessStatusCode();
            Assert.All(await AlertsAsync(browser), a => Assert.False(a.GetProperty("new").GetBoolean()));
        }

        Assert.DoesNotContain(await AlertsAsync(fixture.OtherTherapist), a => a.GetProperty("sessionId").GetString() == recorded.SessionId);
        var looks = (await recorded.PageAsync()).GetProperty("accesses").EnumerateArray().Where(a => Is(a, "under", "break-glass")).ToList();
        Assert.Equal(["opened", "recording", "review"], looks.Select(l => l.GetProperty("what").GetString()!).Order());
        Assert.All(looks, l => Assert.Equal("Davide Neri", l.GetProperty("who").GetString()));
        Assert.Contains(looks, l => l.GetProperty("reason").GetString()?.Contains("asks for help", StringComparison.Ordinal) == true);

        (await fixture.Administrator.PostAsync($"/api/break-glass/{recorded.SessionId}/close")).EnsureSuccessStatusCode();
        Assert.Equal("notFound", await fixture.Administrator.GetAsync(Review(recorded)).ProblemAsync(404));
    }

    [Fact]
    public async Task Nothing_opens_without_a_reason_worth_the_name()
    {
        var recorded = await RecordedVisit.CreateAsync(fixture);
        var body = new { id = "b1", sessionId = recorded.SessionId, reason = "because         " };
        Assert.Equal("invalid", await fixture.Administrator.PostAsync("/api/break-glass", body).ProblemAsync(422));
        Assert.Equal("notFound", await fixture.Administrator.GetAsync(Review(recorded)).ProblemAsync(404));
    }

    [Fact]
    public async Task The_hour_ends_by_itself()
    {
        var clock = new FakeTimeProvider();
        await using var clinic = await Clinic.StartAsync(configure: s => s.AddSingleton<TimeProvider>(clock));
        var therapist = await clinic.SignInAsync();
        var administrator = await clinic.SignInAsync(DemoMember.Administrator);
        var visit = await (await Visit.CreateAsync(clinic, therapist)).GoLiveAsync();
        await visit.EndAsync();
        await RecordedVisit.BreakGlassAsync(administrator, visit.SessionId);
        clock.Advance(TimeSpan.FromMinutes(59));
        (await administrator.GetAsync($"/api/sessions/{visit.SessionId}/review")).EnsureSuccessStatusCode();
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("notFound", await administrator.GetAsync($"/api/sessions/{visit.SessionId}/review").ProblemAsync(404));
    }

    private static string Review(RecordedVisit recorded) => $"/api/sessions/{recorded.SessionId}/review";

    private static bool Is(JsonElement element, string name, string value) => element.GetProperty(name).GetString() == value;

    private static async Task<IReadOnlyList<JsonElement>> AlertsAsync(Browser browser) =>
        [.. (await browser.GetAsync("/api/break-glass/alerts").JsonAsync()).EnumerateArray()];
}
