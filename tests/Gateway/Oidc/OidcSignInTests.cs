using PsyCare.Gateway.Tests.Hosting;
using PsyCare.TestKit.Oidc;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>Signing in by the practice's issuer: who gets in, and as whom.</summary>
public sealed class OidcSignInTests(OidcFixture fixture) : IClassFixture<OidcFixture>
{
    private const string Page = "/sign-in?problem=";

    private readonly OidcClinic _clinic = fixture.Clinic;

    [Fact]
    public async Task The_sign_in_page_learns_the_issuers_name()
    {
        var methods = await _clinic.NewBrowser().GetAsync("/api/auth/methods").JsonAsync();
        Assert.True(methods.GetProperty("password").GetBoolean());
        Assert.Equal("Care ID", methods.GetProperty("provider").GetString());
    }

    [Fact]
    public async Task An_invited_person_joins_by_the_issuer_and_signs_in_by_it_ever_after()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist", "supervisor");
        var me = await browser.GetAsync("/api/auth/me").JsonAsync();
        Assert.Equal("Emma Gallo", me.GetProperty("displayName").GetString());
        Assert.Equal(["therapist", "supervisor"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal(["psycare"], browser.Cookies);

        var again = _clinic.NewBrowser();
        Assert.Equal(OidcClinic.SignedIn, await again.GoAsync());
        Assert.Equal(me.GetProperty("clinicianId").GetString(), (await again.GetAsync("/api/auth/me").JsonAsync()).GetProperty("clinicianId").GetString());
        Assert.False((await again.GetAsync("/api/account").JsonAsync()).GetProperty("hasPassword").GetBoolean());

        // There is no password to guess.
        var guess = new { email = person.Email, password = "" };
        Assert.Equal("signInFailed", await _clinic.NewBrowser().PostAsync("/api/auth/sign-in", guess).ProblemAsync(401));
    }

    [Fact]
    public async Task An_address_alone_lets_nobody_in_even_when_it_is_a_members()
    {
        await _clinic.Clinic.AddClinicianAsync("known@demo.example", OidcClinic.Password);
        _clinic.Issuer.Person = new IssuerPerson("stranger", "Known", "known@demo.example");
        var browser = _clinic.NewBrowser();
        Assert.Equal(Page + "notInvited", await browser.GoAsync());
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task An_invitation_admits_one_person_once()
    {
        var person = _clinic.NewPerson();
        var invitation = await _clinic.InviteAsync(person.Email, "therapist");
        var early = await _clinic.NewBrowser().CallbackAsync(body: new { invitation });
        Assert.Equal(OidcClinic.SignedIn, await _clinic.NewBrowser().GoAsync(body: new { invitation }));
        Assert.Contains("problem=providerFailed", await _clinic.NewBrowser().ReturnAsync(early), StringComparison.Ordinal);
        _clinic.NewPerson();
        Assert.Equal(Page + "inviteUsed", await _clinic.NewBrowser().GoAsync(body: new { invitation }));
        Assert.Equal("inviteUnknown", await _clinic.NewBrowser().PostAsync("/api/auth/oidc/start", new { invitation = "x" }).ProblemAsync(404));
    }

    [Fact]
    public async Task A_member_connects_their_account_with_their_password_and_nobody_elses_person()
    {
        var (taken, _) = await _clinic.JoinAsync("therapist");
        var email = _clinic.NewPerson().Email;
        var memberId = await _clinic.Clinic.AddClinicianAsync(email, OidcClinic.Password);
        var browser = _clinic.NewBrowser();
        await browser.SignInAsync(email, OidcClinic.Password);
        Assert.Equal("wrongPassword", await browser.PostAsync("/api/account/issuer", new { password = "not it" }).ProblemAsync(422));
        Assert.Equal("/account", await browser.GoAsync("/api/account/issuer", new { password = OidcClinic.Password }));
        Assert.True((await browser.GetAsync("/api/account").JsonAsync()).GetProperty("connected").GetBoolean());

        var other = _clinic.NewBrowser();
        Assert.Equal(OidcClinic.SignedIn, await other.GoAsync());
        Assert.Equal(memberId, (await other.GetAsync("/api/auth/me").JsonAsync()).GetProperty("clinicianId").GetString());

        _clinic.Issuer.Person = taken;
        Assert.Equal(Page + "alreadyExists", await browser.GoAsync("/api/account/issuer", new { password = OidcClinic.Password }));
    }

    [Fact]
    public async Task A_browser_signed_out_meanwhile_connects_nothing()
    {
        var person = _clinic.NewPerson();
        await _clinic.Clinic.AddClinicianAsync(person.Email, OidcClinic.Password);
        var browser = _clinic.NewBrowser();
        await browser.SignInAsync(person.Email, OidcClinic.Password);
        var callback = await browser.CallbackAsync("/api/account/issuer", new { password = OidcClinic.Password });
        await browser.PostAsync("/api/auth/sign-out");
        Assert.Equal(Page + "notSignedIn", await browser.ReturnAsync(callback));
        Assert.Null(await _clinic.Practice.FindByIdentityAsync(_clinic.Identity(person)));
    }

    [Fact]
    public async Task Who_is_kept_out_here_is_kept_out_whatever_the_issuer_says()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        var member = await _clinic.MemberAsync(person);
        await _clinic.Administrator.PutAsync($"/api/practice/members/{member.MemberId}", new { roles = new[] { "therapist" }, disabled = true });
        Assert.Equal("notSignedIn", await browser.GetAsync("/api/auth/me").ProblemAsync(401));
        Assert.Equal(Page + "signInFailed", await browser.GoAsync());
    }

    [Fact]
    public async Task Whoever_says_no_at_the_issuer_is_back_at_the_sign_in_page()
    {
        _clinic.Issuer.Declines = true;
        try
        {
            Assert.Equal("/sign-in", await _clinic.NewBrowser().GoAsync());
        }
        finally
        {
            _clinic.Issuer.Declines = false;
        }
    }

    [Fact]
    public async Task Names_addresses_and_codes_of_the_issuer_reach_no_log()
    {
        var (person, browser) = await _clinic.JoinAsync("therapist");
        var callback = await browser.CallbackAsync();
        await browser.ReturnAsync(callback);
        await browser.ReturnAsync(callback);
        var log = _clinic.Clinic.Log.Text;
        Assert.Contains("A sign-in by the issuer failed", log, StringComparison.Ordinal);
        foreach (var planted in new[] { person.Email, person.Name, person.Subject, person.SessionId, _clinic.Issuer.LastCode!, TestIssuer.ClientSecret })
            Assert.DoesNotContain(planted, log, StringComparison.OrdinalIgnoreCase);
    }
}
