using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Domain.Affect;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class ProblemTests(ClinicFixture fixture)
{
    [Fact]
    public async Task Every_error_is_a_problem()
    {
        var stranger = fixture.Clinic.NewBrowser();
        var therapist = fixture.Therapist;
        Assert.Equal("notSignedIn", await stranger.GetAsync("/api/nothing-here").ProblemAsync(401));
        Assert.Equal("notFound", await therapist.GetAsync("/api/nothing-here").ProblemAsync(404));
        Assert.Equal("methodNotAllowed", await therapist.SendAsync(HttpMethod.Delete, "/api/auth/me").ProblemAsync(405));
        Assert.Equal("notFound", await therapist.GetAsync("/api/sessions/" + new string('x', 5_000)).ProblemAsync(404));
        Assert.Equal("notFound", await therapist.GetAsync("/api/sessions/..%2f..%2fx").ProblemAsync(404));
        Assert.Equal("unsupportedMediaType", await therapist.PostAsync("/api/patients", Text("x", "text/plain")).ProblemAsync(415));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"displayName":null}""")]
    [InlineData("""{"displayName":{"a":1}}""")]
    [InlineData("")]
    public async Task Bodies_that_cannot_be_read_are_refused(string body) =>
        Assert.Equal("invalid", await fixture.Therapist.PostAsync("/api/patients", Text(body)).ProblemAsync(400));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    public async Task Names_that_cannot_be_shown_are_invalid(string displayName) =>
        Assert.Equal("invalid", await fixture.Therapist.PostAsync("/api/patients", new { displayName }).ProblemAsync(422));

    [Fact]
    public async Task Words_that_are_no_decision_are_refused()
    {
        var visit = await fixture.NewVisitAsync();
        var path = $"/api/sessions/{visit.SessionId}/consents";
        foreach (var body in new[]
        {
            """{"kind":"everything","decision":"granted","textVersion":"1"}""",
            """{"kind":2,"decision":"granted","textVersion":"1"}""",
            """{"kind":"recording","decision":"maybe","textVersion":"1"}""",
        })
            Assert.Equal("invalid", await visit.Patient.PostAsync(path, Text(body)).ProblemAsync(400));
        Assert.Equal("consentMissing", await visit.Patient.PostAsync($"/api/sessions/{visit.SessionId}/waiting-room").ProblemAsync(409));
    }

    [Fact]
    public async Task A_change_without_our_header_is_taken_for_a_forgery()
    {
        var forged = fixture.Therapist.SendAsync(HttpMethod.Post, "/api/patients", r => r.Content = Text("""{"displayName":"x"}"""));
        Assert.Equal("forbidden", await forged.ProblemAsync(403));
        await fixture.Therapist.SendAsync(HttpMethod.Get, "/api/patients", _ => { }).JsonAsync();
    }

    [Fact]
    public async Task A_fault_of_ours_tells_nothing_of_our_insides()
    {
        await using var clinic = await Clinic.StartAsync(configure: s => s.AddSingleton<IAffectTrackStore, BrokenStore>());
        var therapist = await clinic.SignInAsync();
        var visit = await Visit.CreateAsync(clinic, therapist);
        await visit.ConsentAsync("emotionAnalysis");
        await visit.GoLiveAsync();
        var response = await therapist.GetAsync($"/api/sessions/{visit.SessionId}/affect");
        Assert.Equal("unavailable", await Task.FromResult(response).ProblemAsync(500));
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain(BrokenStore.Message, text, StringComparison.Ordinal);
        Assert.DoesNotContain(BrokenStore.Message, clinic.Log.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), clinic.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        foreach (var path in new[] { "/health/live", "/api/auth/me", "/api/patients" })
        {
            var headers = (await fixture.Clinic.NewBrowser().GetAsync(path)).Headers;
            Assert.Contains("frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("camera=(self)", headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
            Assert.False(headers.Contains("Server"));
        }
    }

    private static StringContent Text(string body, string type = "application/json") => new(body, Encoding.UTF8, type);

    private sealed class BrokenStore : IAffectTrackStore
    {
        public Task SettleAsync(string sessionId, string? practiceId, CancellationToken cancellationToken) => Task.CompletedTask;

        public const string Message = "what a person typed";

        public Task AppendAsync(string sessionId, IReadOnlyList<AffectSample> samples, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<IReadOnlyList<AffectSample>> ReadAsync(string sessionId, CancellationToken cancellationToken) =>
            throw new InvalidOperationException(Message);
    }
}
