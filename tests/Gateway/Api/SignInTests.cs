using System.Net;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Api;

[Collection(SharedClinic.Name)]
public sealed class SignInTests(ClinicFixture fixture)
{
    private const string Password = "a long enough password";

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_other_sites_and_plain_networks()
    {
        var (email, _) = await AddAsync();
        var browser = await fixture.Clinic.SignInAsync(email, Password);
        var attributes = browser.SetCookie!.Split(';', StringSplitOptions.TrimEntries).Select(a => a.ToLowerInvariant()).ToList();
        Assert.StartsWith("psycare=", attributes[0], StringComparison.Ordinal);
        Assert.Contains("httponly", attributes);
        Assert.Contains("secure", attributes);
        Assert.Contains("samesite=strict", attributes);
    }

    [Fact]
    public async Task Me_tells_who_is_signed_in_until_they_sign_out()
    {
        var (email, clinicianId) = await AddAsync();
        var browser = await fixture.Clinic.SignInAsync(email.ToUpperInvariant(), Password);
        var me = await browser.GetAsync("/api/auth/me").JsonAsync();
        Assert.Equal("clinician", me.GetProperty("role").GetString());
        Assert.Equal(clinicianId, me.GetProperty("clinicianId").GetString());
        Assert.Equal("Demo practice", me.GetProperty("practiceName").GetString());
        Assert.False(me.TryGetProperty("sessionId", out _));

        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/api/auth/sign-out")).StatusCode);
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_look_the_same()
    {
        var (email, _) = await AddAsync();
        var browser = fixture.Clinic.NewBrowser();
        Assert.Equal("signInFailed", await Try(browser, email, "wrong").ProblemAsync(401));
        Assert.Equal("signInFailed", await Try(browser, "nobody@demo.example", "wrong").ProblemAsync(401));
        Assert.Equal("signInFailed", await Try(browser, email, new string('x', 100_000)).ProblemAsync(401));
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task Five_failures_lock_the_account_even_for_the_right_password()
    {
        var (email, _) = await AddAsync();
        var browser = fixture.Clinic.NewBrowser();
        for (var i = 0; i < 4; i++)
            Assert.Equal("signInFailed", await Try(browser, email, "wrong").ProblemAsync(401));
        Assert.Equal("lockedOut", await Try(browser, email, "wrong").ProblemAsync(423));
        Assert.Equal("lockedOut", await Try(browser, email, Password).ProblemAsync(423));
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task Guesses_side_by_side_do_not_slip_past_the_lock()
    {
        var (email, _) = await AddAsync();
        var guesses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Try(fixture.Clinic.NewBrowser(), email, "wrong")));
        Assert.InRange(guesses.Count(g => g.StatusCode == HttpStatusCode.Unauthorized), 0, 4);
        Assert.Equal("lockedOut", await Try(fixture.Clinic.NewBrowser(), email, Password).ProblemAsync(423));
    }

    [Fact]
    public async Task A_hash_of_yesterdays_strength_is_replaced_at_the_next_sign_in()
    {
        var (email, clinicianId) = await AddAsync(iterations: 1_000);
        var grain = fixture.Clinic.Grains.GetGrain<IClinicianGrain>(clinicianId);
        var before = (await grain.GetAsync()).PasswordHash;
        await fixture.Clinic.SignInAsync(email, Password);
        var after = (await grain.GetAsync()).PasswordHash;
        Assert.NotEqual(before, after);
        await fixture.Clinic.SignInAsync(email, Password);
        Assert.Equal(after, (await grain.GetAsync()).PasswordHash);
    }

    [Fact]
    public async Task Too_many_attempts_from_one_address_are_slowed_down()
    {
        await using var clinic = await Clinic.StartAsync(gateway: o => o with { SignInsPerMinute = 3, InvitesPerMinute = 2 });
        var browser = clinic.NewBrowser();
        for (var i = 0; i < 3; i++)
            Assert.Equal("signInFailed", await Try(browser, "nobody@demo.example", "x").ProblemAsync(401));
        Assert.Equal("rateLimited", await Try(browser, "nobody@demo.example", "x").ProblemAsync(429));
        for (var i = 0; i < 2; i++)
            Assert.Equal("inviteUnknown", await browser.PostAsync("/api/invites/inspect", new { token = "x.y" }).ProblemAsync(404));
        Assert.Equal("rateLimited", await browser.PostAsync("/api/invites/redeem", new { token = "x.y" }).ProblemAsync(429));
    }

    private static Task<HttpResponseMessage> Try(Browser browser, string email, string password) =>
        browser.PostAsync("/api/auth/sign-in", new { email, password });

    private async Task<(string Email, string ClinicianId)> AddAsync(int? iterations = null)
    {
        var email = $"{Ids.New().ToLowerInvariant()}@demo.example";
        return (email, await fixture.Clinic.AddClinicianAsync(email, Password, iterations));
    }
}
