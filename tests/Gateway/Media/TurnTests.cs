using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PsyCare.Gateway.Media;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Media;

/// <summary>Credentials for the TURN server: who gets them, and for how long; and how often one may offer.</summary>
public sealed class TurnTests
{
    private const string Secret = "north-wind-42-north-wind";
    private const string Url = "turn:turn.example:3478";

    [Fact]
    public async Task Who_may_join_gets_credentials_that_expire_and_name_nobody()
    {
        await using var clinic = await StartAsync();
        var visit = await (await Visit.CreateAsync(clinic, await clinic.SignInAsync())).WaitAsync();
        Assert.Equal("wrongPhase", await visit.Patient.PostAsync($"/api/sessions/{visit.SessionId}/media-token").ProblemAsync(409));
        await visit.GoLiveAsync();
        foreach (var browser in new[] { visit.Patient, visit.Therapist })
        {
            var token = await browser.PostAsync($"/api/sessions/{visit.SessionId}/media-token").JsonAsync();
            var server = Assert.Single(token.GetProperty("iceServers").EnumerateArray());
            Assert.Equal(Url, Assert.Single(server.GetProperty("urls").EnumerateArray()).GetString());
            AssertGood(server.GetProperty("username").GetString()!, server.GetProperty("credential").GetString()!);
        }

        Assert.DoesNotContain(Secret, clinic.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whip_client_finds_the_server_in_the_answers_link()
    {
        await using var clinic = await StartAsync();
        var visit = await (await Visit.CreateAsync(clinic, await clinic.SignInAsync())).GoLiveAsync();
        using var answer = await OfferAsync(visit, await TokenAsync(visit));
        var link = Assert.Single(answer.Headers.GetValues("Link"));
        Assert.StartsWith($"<{Url}>; rel=\"ice-server\"; username=\"", link, StringComparison.Ordinal);
        var parts = link.Split('"');
        AssertGood(parts[3], parts[5]);
        Assert.Equal("password", parts[7]);
    }

    [Fact]
    public async Task Offers_beyond_the_limit_are_refused_and_the_other_participant_is_not_affected()
    {
        await using var clinic = await StartAsync();
        var visit = await (await Visit.CreateAsync(clinic, await clinic.SignInAsync())).GoLiveAsync();
        var token = await TokenAsync(visit);
        for (var i = 0; i < 3; i++)
            Assert.Equal(201, (int)(await OfferAsync(visit, token)).StatusCode);
        Assert.Equal("rateLimited", await OfferAsync(visit, token).ProblemAsync(429));
        Assert.Equal("rateLimited", await OfferAsync(visit, await TokenAsync(visit)).ProblemAsync(429)); // another token, the same person
        var therapists = await visit.Therapist.PostAsync($"/api/sessions/{visit.SessionId}/media-token").JsonAsync();
        Assert.Equal(201, (int)(await OfferAsync(visit, therapists.GetProperty("token").GetString()!)).StatusCode);
    }

    private static Task<Clinic> StartAsync() =>
        Clinic.StartAsync(gateway: o => o with { Turn = new TurnOptions([Url], Secret), OffersPerMinute = 3 });

    private static async Task<string> TokenAsync(Visit visit) =>
        (await visit.Patient.PostAsync($"/api/sessions/{visit.SessionId}/media-token").JsonAsync()).GetProperty("token").GetString()!;

    private static Task<HttpResponseMessage> OfferAsync(Visit visit, string token) =>
        visit.Clinic.NewBrowser().SendAsync(HttpMethod.Post, $"/api/whip/{visit.SessionId}", request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = new StringContent(Offers.SendReceive, Encoding.UTF8, "application/sdp");
        });

    private static void AssertGood(string username, string credential)
    {
        var parts = username.Split(':');
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
        Assert.InRange(expires - TimeProvider.System.GetUtcNow(), IceServers.Lifetime - TimeSpan.FromMinutes(5), IceServers.Lifetime);
        Assert.True(Guid.TryParse(parts[1], out _) || parts[1].Length >= 16);
#pragma warning disable CA5350 // What coturn computes.
        Assert.Equal(Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(username))), credential);
#pragma warning restore CA5350
    }
}
