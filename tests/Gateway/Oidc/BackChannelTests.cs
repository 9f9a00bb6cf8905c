using System.Text;
using PsyCare.Contracts.People;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.TestKit.Oidc;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>The issuer's server tells that a session has ended (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class BackChannelTests(OidcFixture fixture) : IClassFixture<OidcFixture>
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly HttpClient Http = new();

    private readonly OidcClinic _clinic = fixture.Clinic;

    /// <summary>What is wrong with a token, in a word, and how it comes about.</summary>
    private static readonly Dictionary<string, Action<Dictionary<string, object>>> Changes = new()
    {
        ["another issuer"] = c => c["iss"] = "https://elsewhere.example",
        ["another audience"] = c => c["aud"] = "another client",
        ["no audience"] = c => c.Remove("aud"),
        ["with a nonce, as an ID token"] = c => c["nonce"] = "n",
        ["no events, as an ID token"] = c => c.Remove("events"),
        ["another event"] = c => c["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new { } },
        ["an event in words"] = c => c["events"] = Event,
        ["an event without an object"] = c => c["events"] = new Dictionary<string, object> { [Event] = true },
        ["events in a list"] = c => c["events"] = new[] { Event },
        ["no id"] = c => c.Remove("jti"),
        ["an empty id"] = c => c["jti"] = "",
        ["an id that is no string"] = c => c["jti"] = 7,
        ["an endless id"] = c => c["jti"] = new string('j', 513),
        ["no time of issue"] = c => c.Remove("iat"),
        ["a time of issue in words"] = c => c["iat"] = "yesterday",
        ["issued an hour ago"] = c => c["iat"] = (long)c["iat"] - 3_600,
        ["issued in an hour"] = c => c["iat"] = (long)c["iat"] + 3_600,
        ["issued in another age"] = c => c["iat"] = long.MaxValue,
        ["ended"] = c => c["exp"] = (long)c["iat"] - 120,
        ["without an end"] = c => c.Remove("exp"),
        ["of nobody"] = c => _ = c.Remove("sub") | c.Remove("sid"),
        ["a session that is no string"] = c => c["sid"] = new[] { c["sid"] },
        ["a person who is no string"] = c => c["sub"] = new { id = c["sub"] },
        ["an empty session"] = c => c["sid"] = "",
    };

    public static TheoryData<string> WrongClaims => [.. Changes.Keys];

    [Fact]
    public async Task Ends_all_browsers_of_the_session_and_no_other()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        _clinic.Issuer.Person = person with { SessionId = "another" };
        var elsewhere = _clinic.NewBrowser();
        await elsewhere.GoAsync();

        await ExpectAsync(200, _clinic.Issuer.LogoutToken(person));
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));
        Assert.Equal(200, (int)(await elsewhere.GetAsync("/api/auth/me")).StatusCode);
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("logout+jwt")]
    public async Task Without_a_session_it_ends_all_that_the_person_has_through_the_issuer_wherever_they_are(string type)
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        _clinic.Issuer.Person = person with { SessionId = "another" };
        var elsewhere = _clinic.NewBrowser();
        await elsewhere.GoAsync();
        var account = _clinic.Clinic.Grains.GetGrain<IClinicianGrain>((await _clinic.MemberAsync(person)).MemberId);
        var byPassword = await account.OpenDeviceAsync("by password");

        await ExpectAsync(200, _clinic.Issuer.LogoutToken(person, c => c.Remove("sid"), type: type));
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));
        Assert.Equal("notSignedIn", await elsewhere.GetAsync("/api/auth/me").ProblemAsync(401));
        // The account itself says so, which is whom every gateway asks.
        Assert.Equal(byPassword, Assert.Single(await account.GetDevicesAsync()).Id);
    }

    [Fact]
    public async Task A_token_counts_once()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        var token = _clinic.Issuer.LogoutToken(person, c => c.Remove("sid"));
        await ExpectAsync(200, token);
        Assert.Equal(OidcClinic.SignedIn, await browser.GoAsync());
        await ExpectAsync(400, token);
        Assert.Equal(200, (int)(await browser.GetAsync("/api/auth/me")).StatusCode);
    }

    [Fact]
    public async Task Whom_nobody_here_knows_is_answered_as_well()
    {
        var stranger = _clinic.NewPerson();
        await ExpectAsync(200, _clinic.Issuer.LogoutToken(stranger));
        await ExpectAsync(200, _clinic.Issuer.LogoutToken(stranger, c => c.Remove("sid")));
    }

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_token_that_says_what_it_must_not_is_refused(string what)
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        await ExpectRefusedAsync(_clinic.Issuer.LogoutToken(person, Changes[what]), browser);
    }

    [Theory]
    [InlineData(TokenFault.WrongKey)]
    [InlineData(TokenFault.NoSignature)]
    [InlineData(TokenFault.Altered)]
    public async Task A_token_that_the_issuer_did_not_sign_is_refused(TokenFault fault)
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        await ExpectRefusedAsync(_clinic.Issuer.LogoutToken(person, fault: fault), browser);
    }

    [Fact]
    public async Task A_token_of_another_kind_is_refused()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        await ExpectRefusedAsync(_clinic.Issuer.LogoutToken(person, type: "at+jwt"), browser);
    }

    [Theory]
    [InlineData("")]
    [InlineData("logout_token=")]
    [InlineData("logout_token=x")]
    [InlineData("logout_token=a.b.c")]
    [InlineData("logout_token=..")]
    [InlineData("logout_token=a&logout_token=b")]
    public async Task What_is_no_token_is_refused(string body) => await ExpectAsync(400, new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"));

    [Fact]
    public async Task Other_bodies_are_refused_and_endless_ones_not_read()
    {
        await ExpectAsync(415, new StringContent("{}", Encoding.ASCII, "application/json"));
        await ExpectAsync(413, new StringContent($"logout_token={new string('x', 40_000)}", Encoding.ASCII, "application/x-www-form-urlencoded"));
    }

    private async Task ExpectRefusedAsync(string token, JarBrowser browser)
    {
        await ExpectAsync(400, token);
        Assert.Equal(200, (int)(await browser.GetAsync("/api/auth/me")).StatusCode);
    }

    private Task ExpectAsync(int status, string token) => ExpectAsync(status, new FormUrlEncodedContent([new("logout_token", token)]));

    /// <summary>As a server sends it: no cookie, no header of ours.</summary>
    private async Task ExpectAsync(int status, HttpContent content)
    {
        using var response = await Http.PostAsync(new Uri(_clinic.Clinic.Url, "/api/auth/oidc/back-channel-sign-out"), content);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }
}
