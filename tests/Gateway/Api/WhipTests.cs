using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class WhipTests(ClinicFixture fixture)
{
    [Fact]
    public async Task An_offer_is_answered_and_the_connection_ends_when_it_is_deleted()
    {
        var (visit, token) = await LiveWithTokenAsync();
        var response = await Offer(visit.SessionId, token, Offers.SendReceive);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer);
        Assert.Equal("application/sdp", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("v=0", answer, StringComparison.Ordinal);
        Assert.Contains("a=ice-lite", answer, StringComparison.Ordinal);
        var resource = response.Headers.Location!.ToString();
        Assert.StartsWith($"/api/whip/{visit.SessionId}/", resource, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await Patch(resource, token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Delete, resource, token, null, null)).StatusCode);
        Assert.Equal("notFound", await Send(HttpMethod.Delete, resource, token, null, null).ProblemAsync(404));
    }

    [Fact]
    public async Task An_ice_restart_changes_our_credentials_and_keeps_the_connection()
    {
        var (visit, token) = await LiveWithTokenAsync();
        var offered = await Offer(visit.SessionId, token, Offers.SendReceive);
        var resource = offered.Headers.Location!.ToString();
        const string Fragment = "a=ice-ufrag:other\r\na=ice-pwd:plantedPasswordOf24Chars\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n";
        var tags = new HashSet<string> { offered.Headers.ETag!.Tag };
        foreach (var anyMatch in new[] { "*", "\"*\"" })
        {
            var response = await Patch(resource, token, Fragment, anyMatch);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("application/trickle-ice-sdpfrag", response.Content.Headers.ContentType?.MediaType);
            Assert.True(tags.Add(response.Headers.ETag!.Tag));
            var answer = await response.Content.ReadAsStringAsync();
            Assert.Contains($"a=ice-ufrag:{response.Headers.ETag.Tag.Trim('"')}\r\n", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("a=fingerprint", answer, StringComparison.Ordinal);
        }

        Assert.Equal("offerRejected", await Patch(resource, token, "a=ice-ufrag:other\r\n", "*").ProblemAsync(422));
        Assert.Equal("offerRejected", await Patch(resource, token, Fragment.Replace("other", "a b", StringComparison.Ordinal), "*").ProblemAsync(400));
        var therapists = await TokenAsync(fixture.Therapist, visit.SessionId);
        Assert.Equal("notFound", await Patch(resource, therapists, Fragment, "*").ProblemAsync(404));
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Delete, resource, token, null, null)).StatusCode);
        Assert.Equal("notFound", await Patch(resource, token, Fragment, "*").ProblemAsync(404));
    }

    [Fact]
    public async Task A_new_offer_of_the_same_participant_replaces_the_connection()
    {
        var (visit, token) = await LiveWithTokenAsync();
        var first = (await Offer(visit.SessionId, token, Offers.SendReceive)).Headers.Location!.ToString();
        var second = (await Offer(visit.SessionId, token, Offers.SendReceive)).Headers.Location!.ToString();
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Delete, second, token, null, null)).StatusCode);
    }

    [Fact]
    public async Task A_participant_cannot_touch_the_others_connection()
    {
        var (visit, token) = await LiveWithTokenAsync();
        var resource = (await Offer(visit.SessionId, token, Offers.SendReceive)).Headers.Location!.ToString();
        var therapists = await TokenAsync(fixture.Therapist, visit.SessionId);
        Assert.Equal("notFound", await Send(HttpMethod.Delete, resource, therapists, null, null).ProblemAsync(404));
    }

    [Fact]
    public async Task Offers_that_cannot_be_answered_say_why()
    {
        var (visit, token) = await LiveWithTokenAsync();
        Assert.Equal("offerRejected", await Offer(visit.SessionId, token, "hello").ProblemAsync(400));
        Assert.Equal("offerRejected", await Offer(visit.SessionId, token, "").ProblemAsync(400));
        var unusable = await Offer(visit.SessionId, token, Offers.Unusable);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unusable.StatusCode);
        Assert.Contains("\"reason\":\"noUsableMedia\"", await unusable.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("payloadTooLarge", await Offer(visit.SessionId, token, new string('a', 65 * 1024)).ProblemAsync(413));
        var path = $"/api/whip/{visit.SessionId}";
        Assert.Equal("unsupportedMediaType", await Send(HttpMethod.Post, path, token, "{}", "application/json").ProblemAsync(415));
    }

    [Fact]
    public async Task A_token_opens_no_other_session()
    {
        var (_, token) = await LiveWithTokenAsync();
        var strangers = await (await fixture.NewVisitAsync()).GoLiveAsync();
        Assert.Equal("notFound", await Offer(strangers.SessionId, token, Offers.SendReceive).ProblemAsync(404));
        Assert.Equal("notSignedIn", await Offer(strangers.SessionId, "forged", Offers.SendReceive).ProblemAsync(401));
    }

    [Fact]
    public async Task Before_admission_and_after_the_end_there_is_no_media()
    {
        var visit = await (await fixture.NewVisitAsync()).WaitAsync();
        Assert.Equal("wrongPhase", await visit.Patient.PostAsync($"/api/sessions/{visit.SessionId}/media-token").ProblemAsync(409));
        await visit.GoLiveAsync();
        var token = await TokenAsync(visit.Patient, visit.SessionId);
        await visit.EndAsync();
        Assert.Equal("wrongPhase", await Offer(visit.SessionId, token, Offers.SendReceive).ProblemAsync(409));
    }

    [Fact]
    public async Task The_end_of_the_session_closes_connections_even_when_no_page_watches()
    {
        var (visit, token) = await LiveWithTokenAsync();
        var resource = (await Offer(visit.SessionId, token, Offers.SendReceive)).Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.NoContent, (await Patch(resource, token)).StatusCode);
        await visit.EndAsync();
        Assert.Equal("notFound", await Send(HttpMethod.Delete, resource, token, null, null).ProblemAsync(404));
    }

    private static async Task<string> TokenAsync(Browser browser, string sessionId)
    {
        var token = await browser.PostAsync($"/api/sessions/{sessionId}/media-token").JsonAsync();
        Assert.Equal($"/api/whip/{sessionId}", token.GetProperty("whipUrl").GetString());
        return token.GetProperty("token").GetString()!;
    }

    private Task<HttpResponseMessage> Offer(string sessionId, string token, string sdp) =>
        Send(HttpMethod.Post, $"/api/whip/{sessionId}", token, sdp, "application/sdp");

    private Task<HttpResponseMessage> Patch(
        string resource, string token, string fragment = "a=end-of-candidates\r\n", string? ifMatch = null) =>
        Send(HttpMethod.Patch, resource, token, fragment, "application/trickle-ice-sdpfrag", ifMatch);

    /// <summary>As an ordinary WHIP client: a token, no cookie, no header of ours.</summary>
    private Task<HttpResponseMessage> Send(HttpMethod method, string path, string token, string? body, string? type, string? ifMatch = null) =>
        fixture.Clinic.NewBrowser().SendAsync(method, path, request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (ifMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, type!);
        });

    private async Task<(Visit Visit, string Token)> LiveWithTokenAsync()
    {
        var visit = await (await fixture.NewVisitAsync()).GoLiveAsync();
        return (visit, await TokenAsync(visit.Patient, visit.SessionId));
    }
}
