using System.Net;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.TestKit.Network;

namespace PsyCare.Gateway.Tests.Telemetry;

/// <summary>What Prometheus gets of a running process, and where.</summary>
public sealed class ScrapeTests
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task Metrics_are_answered_on_their_own_port_alone_and_tell_of_nobody()
    {
        var port = FreePort.Tcp();
        await using var clinic = await Clinic.StartAsync(silo: o => o with { MetricsPort = port });
        await clinic.NewBrowser().PostAsync("/api/auth/sign-in", new { email = "nobody@demo.example", password = "x" });
        var therapist = await clinic.SignInAsync();
        var visit = await (await Visit.CreateAsync(clinic, therapist, "Planted Patientname")).GoLiveAsync();
        await using var hub = await HubClient.ConnectAsync(therapist);
        await hub.JoinAsync(visit.SessionId);

        var text = await Http.GetStringAsync(new Uri($"http://localhost:{port}/metrics"));
        // Meters are the process's: other tests beside this one count too.
        Assert.Matches("""result="refused".*} [1-9]""", Line(text, "psycare_sign_ins_total"));
        Assert.Matches(" [1-9]", Line(text, "psycare_sessions_live"));
        Assert.Contains("role=\"clinician\"", Line(text, "psycare_hub_connections"), StringComparison.Ordinal);
        Assert.Contains("grain=\"ISessionGrain\"", Line(text, "psycare_grain_call_duration_seconds_count"), StringComparison.Ordinal);
        foreach (var planted in new[] { visit.SessionId, visit.PatientId, "Planted", "demo.example" })
            Assert.DoesNotContain(planted, text, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(new Uri($"http://localhost:{port}/api/auth/me"))).StatusCode);
        var outside = await clinic.NewBrowser().GetAsync("/metrics");
        Assert.DoesNotContain("psycare_", await outside.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>The samples of a metric.</summary>
    private static string Line(string text, string metric) =>
        string.Join('\n', text.Split('\n').Where(l => l.StartsWith(metric, StringComparison.Ordinal)));
}
