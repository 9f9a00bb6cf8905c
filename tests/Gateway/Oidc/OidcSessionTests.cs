using OtpNet;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Demo;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>Second factors, signing out, and a practice without passwords, where there is an issuer.</summary>
public sealed class OidcSessionTests(OidcFixture fixture) : IClassFixture<OidcFixture>
{
    private readonly OidcClinic _clinic = fixture.Clinic;

    [Fact]
    public async Task Where_the_issuer_vouches_for_a_second_factor_ours_is_not_asked_for()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        await TurnSecondFactorOnAsync(browser);
        _clinic.Issuer.Person = person with { Methods = ["pwd", "mfa"] };
        Assert.Equal(OidcClinic.SignedIn, await _clinic.NewBrowser().GoAsync());
    }

    [Fact]
    public async Task Where_it_does_not_the_code_is_asked_for_and_nothing_opens_before()
    {
        var (_, first) = await _clinic.JoinAsync("therapist");
        var recovery = await TurnSecondFactorOnAsync(first);
        var browser = _clinic.NewBrowser();
        Assert.Equal("/sign-in?step=code", await browser.GoAsync());
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));
        Assert.Equal("wrongCode", await browser.PostAsync("/api/auth/oidc/code", new { code = "000000" }).ProblemAsync(422));
        Assert.Equal("notSignedIn", await _clinic.NewBrowser().PostAsync("/api/auth/oidc/code", new { code = recovery[0] }).ProblemAsync(401));
        var thief = browser.Copy();
        Assert.True((await browser.PostAsync("/api/auth/oidc/code", new { code = recovery[0] })).IsSuccessStatusCode);
        Assert.Equal(200, (int)(await browser.GetAsync("/api/patients")).StatusCode);
        Assert.Equal(["psycare"], browser.Cookies);
        Assert.Equal("wrongCode", await thief.PostAsync("/api/auth/oidc/code", new { code = recovery[0] }).ProblemAsync(422));
    }

    [Fact]
    public async Task Guessing_codes_locks_the_account()
    {
        var (_, first) = await _clinic.JoinAsync("therapist");
        var recovery = await TurnSecondFactorOnAsync(first);
        var browser = _clinic.NewBrowser();
        await browser.GoAsync();
        for (var i = 0; i < 4; i++)
            Assert.Equal("wrongCode", await browser.PostAsync("/api/auth/oidc/code", new { code = $"00000{i}" }).ProblemAsync(422));
        Assert.Equal("lockedOut", await browser.PostAsync("/api/auth/oidc/code", new { code = "000009" }).ProblemAsync(423));
        Assert.Equal("lockedOut", await browser.PostAsync("/api/auth/oidc/code", new { code = recovery[0] }).ProblemAsync(423));
        Assert.Equal("/sign-in?problem=lockedOut", await _clinic.NewBrowser().GoAsync());
    }

    [Fact]
    public async Task The_issuers_sign_out_ends_all_browsers_of_its_session_and_no_other()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        var second = _clinic.NewBrowser();
        await second.GoAsync();
        _clinic.Issuer.Person = person with { SessionId = "another" };
        var elsewhere = _clinic.NewBrowser();
        await elsewhere.GoAsync();

        var issuer = Uri.EscapeDataString(_clinic.Identity(person).Issuer);
        var stranger = _clinic.NewBrowser();
        await stranger.GetAsync($"/api/auth/oidc/front-channel-sign-out?iss=https%3A%2F%2Felsewhere.example&sid={person.SessionId}");
        Assert.Equal(200, (int)(await browser.GetAsync("/api/auth/me")).StatusCode);
        await stranger.GetAsync($"/api/auth/oidc/front-channel-sign-out?iss={issuer}&sid={person.SessionId}");
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));
        Assert.Equal("notSignedIn", await second.GetAsync("/api/auth/me").ProblemAsync(401));
        Assert.Equal(200, (int)(await elsewhere.GetAsync("/api/auth/me")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_here_leads_to_signing_out_at_the_issuer_and_a_password_does_not()
    {
        var (_, browser) = await _clinic.JoinAsync("therapist");
        var url = (await browser.PostAsync("/api/auth/sign-out").JsonAsync()).GetProperty("url").GetString()!;
        Assert.StartsWith($"{_clinic.Issuer.Url.GetLeftPart(UriPartial.Authority)}/end?client_id=psycare&post_logout_redirect_uri=", url, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString(new Uri(_clinic.Clinic.Url, "/sign-in").AbsoluteUri), url, StringComparison.Ordinal);
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));

        var demo = await _clinic.Clinic.SignInAsync();
        Assert.Equal(204, (int)(await demo.PostAsync("/api/auth/sign-out")).StatusCode);
    }

    [Fact]
    public async Task Passwords_are_turned_off_only_by_who_gets_in_without_and_come_back_when_the_issuer_is_taken_out()
    {
        await using var clinic = await OidcClinic.StartAsync();
        Assert.Equal("notConnected", await clinic.Administrator.PutAsync("/api/practice/policy", OidcClinic.PasswordsOff).ProblemAsync(409));
        var (_, administrator) = await clinic.JoinAsync("administrator");
        Assert.True((await administrator.PutAsync("/api/practice/policy", OidcClinic.PasswordsOff)).IsSuccessStatusCode);

        var password = new { email = DemoMember.Therapist.Email, password = "any" };
        Assert.Equal("passwordSignInOff", await clinic.NewBrowser().PostAsync("/api/auth/sign-in", password).ProblemAsync(403));
        Assert.False((await clinic.NewBrowser().GetAsync("/api/auth/methods").JsonAsync()).GetProperty("password").GetBoolean());
        var accept = new { token = await clinic.InviteAsync("new@demo.example", "therapist"), displayName = "New", password = OidcClinic.Password };
        Assert.Equal("passwordSignInOff", await clinic.NewBrowser().PostAsync("/api/member-invites/accept", accept).ProblemAsync(403));
        Assert.Equal(OidcClinic.SignedIn, await clinic.NewBrowser().GoAsync());

        await clinic.Clinic.App.StopAsync();
        await clinic.Clinic.App.DisposeAsync();
        await using var without = await Clinic.StartAsync(clinic.Clinic.Folder);
        await without.SignInAsync();
    }

    [Fact]
    public async Task Whom_the_issuer_vouches_for_need_not_set_up_a_second_factor_of_ours()
    {
        var (person, _) = await _clinic.JoinAsync("therapist");
        var before = (await _clinic.Practice.GetAsync()).Policy;
        var strict = await _clinic.Practice.ChangePolicyAsync(before, before with { SecondFactorSince = DateTimeOffset.UnixEpoch });
        var plain = _clinic.NewBrowser();
        await plain.GoAsync();
        _clinic.Issuer.Person = person with { Methods = ["mfa"] };
        var vouched = _clinic.NewBrowser();
        await vouched.GoAsync();
        Assert.True((await plain.GetAsync("/api/auth/me").JsonAsync()).GetProperty("mustEnrol").GetBoolean());
        Assert.Equal("forbidden", await plain.GetAsync("/api/patients").ProblemAsync(403));
        Assert.Equal(200, (int)(await vouched.GetAsync("/api/patients")).StatusCode);
        await _clinic.Practice.ChangePolicyAsync(strict, before);
    }

    /// <returns>The recovery codes.</returns>
    private static async Task<List<string>> TurnSecondFactorOnAsync(JarBrowser browser)
    {
        // No password: the fresh sign-in by the issuer confirms it.
        var begun = await browser.PostAsync("/api/account/second-factor", new { password = "" }).JsonAsync();
        var code = new Totp(Base32Encoding.ToBytes(begun.GetProperty("secret").GetString())).ComputeTotp();
        var codes = await browser.PostAsync("/api/account/second-factor/confirm", new { code }).JsonAsync();
        return [.. codes.GetProperty("codes").EnumerateArray().Select(c => c.GetString()!)];
    }
}
