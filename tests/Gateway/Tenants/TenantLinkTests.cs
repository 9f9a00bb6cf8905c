using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Gateway.Tests.Rights;

namespace PsyCare.Gateway.Tests.Tenants;

/// <summary>Links, media tokens, sign-ins and hub connections of one practice at another's gateway.</summary>
public sealed class TenantLinkTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    [Fact]
    public async Task Invites_and_access_links_open_only_at_their_own_practice()
    {
        var fresh = await fixture.Own.Therapist.PostAsync($"/api/patients/{fixture.Live.PatientId}/sessions", new { }).JsonAsync();
        var sessionId = fresh.GetProperty("sessionId").GetString();
        var invite = await fixture.Own.Therapist.PostAsync($"/api/sessions/{sessionId}/invite").JsonAsync();
        var token = invite.GetProperty("token").GetString();
        var link = await RecordedVisit.NewLinkAsync(fixture.Live);
        var stranger = fixture.Neighbour.NewBrowser();
        Assert.Equal("inviteUnknown", await stranger.PostAsync("/api/invites/inspect", new { token }).ProblemAsync(404));
        Assert.Equal("inviteUnknown", await stranger.PostAsync("/api/invites/redeem", new { token }).ProblemAsync(404));
        Assert.Equal("inviteUnknown", await stranger.PostAsync("/api/access/redeem", new { token = link }).ProblemAsync(404));
        var invitation = fixture.Invitation.GetProperty("token").GetString();
        Assert.Equal("inviteUnknown", await stranger.PostAsync("/api/member-invites/inspect", new { token = invitation }).ProblemAsync(404));

        // None of them was used up by that.
        var own = fixture.Clinic.NewBrowser();
        Assert.True((await own.PostAsync("/api/invites/redeem", new { token })).IsSuccessStatusCode);
        Assert.True((await fixture.Clinic.NewBrowser().PostAsync("/api/access/redeem", new { token = link })).IsSuccessStatusCode);
        Assert.True((await own.PostAsync("/api/member-invites/inspect", new { token = invitation })).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_media_token_opens_media_only_at_its_own_practice()
    {
        var issued = await fixture.Live.Patient.PostAsync($"/api/sessions/{fixture.Live.SessionId}/media-token").JsonAsync();
        var token = issued.GetProperty("token").GetString()!;
        Assert.Equal("notSignedIn", await OfferAsync(fixture.Neighbour.NewBrowser(), token).ProblemAsync(401));
        Assert.Equal(201, (int)(await OfferAsync(fixture.Clinic.NewBrowser(), token)).StatusCode);
    }

    [Fact]
    public async Task A_members_password_signs_in_only_at_their_own_practice()
    {
        var body = new { email = Clinic.OtherEmail, password = Clinic.OtherPassword };
        Assert.Equal("signInFailed", await fixture.Neighbour.NewBrowser().PostAsync("/api/auth/sign-in", body).ProblemAsync(401));
    }

    [Fact]
    public async Task The_hub_follows_no_session_of_another_practice()
    {
        foreach (var person in new[] { fixture.Neighbour.Therapist, fixture.NeighbourPatient })
        {
            await using var hub = await HubClient.ConnectAsync(person);
            Assert.True((await hub.InvokeAsync("Join", fixture.Live.SessionId, 0)).TryGetProperty("error", out _));
        }

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", fixture.Own.Therapist.Cookie);
        var hubUrl = new UriBuilder(fixture.Neighbour.Url) { Scheme = "ws", Path = "/hubs/session" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(hubUrl, CancellationToken.None));
    }

    private Task<HttpResponseMessage> OfferAsync(Browser browser, string token) =>
        browser.SendAsync(HttpMethod.Post, $"/api/whip/{fixture.Live.SessionId}", request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = new StringContent(Offers.SendReceive, Encoding.UTF8, "application/sdp");
        });
}
