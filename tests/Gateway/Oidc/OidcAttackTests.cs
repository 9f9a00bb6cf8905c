using PsyCare.Gateway.Tests.Hosting;
using PsyCare.TestKit.Oidc;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>Tokens, codes and callbacks that are not what they should be sign nobody in.</summary>
public sealed class OidcAttackTests(OidcFixture fixture) : IClassFixture<OidcFixture>
{
    private const string Failed = "/sign-in?problem=providerFailed";

    private readonly OidcClinic _clinic = fixture.Clinic;

    public static TheoryData<TokenFault> Faults => [.. Enum.GetValues<TokenFault>().Where(f => f != TokenFault.None)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_token_with_a_fault_is_refused(TokenFault fault)
    {
        // Somebody who would get in but for the fault.
        await _clinic.JoinAsync("therapist");
        var browser = _clinic.NewBrowser();
        _clinic.Issuer.Fault = fault;
        try
        {
            Assert.Equal(Failed, await browser.GoAsync());
        }
        finally
        {
            _clinic.Issuer.Fault = TokenFault.None;
        }

        Assert.DoesNotContain("psycare", browser.Cookies);
        Assert.Equal(OidcClinic.SignedIn, await browser.GoAsync());
    }

    [Fact]
    public async Task A_callback_counts_once()
    {
        await _clinic.JoinAsync("therapist");
        var browser = _clinic.NewBrowser();
        var callback = await browser.CallbackAsync();
        var thief = browser.Copy();
        Assert.Equal(OidcClinic.SignedIn, await browser.ReturnAsync(callback));
        Assert.Equal(Failed, await browser.ReturnAsync(callback));
        // Even with every cookie of that sign-in: the issuer takes a code once.
        Assert.Equal(Failed, await thief.ReturnAsync(callback));
        Assert.DoesNotContain("psycare", thief.Cookies);
    }

    [Fact]
    public async Task A_callback_counts_only_in_the_browser_that_set_out()
    {
        await _clinic.JoinAsync("therapist");
        var callback = await _clinic.NewBrowser().CallbackAsync();
        Assert.Equal(Failed, await _clinic.NewBrowser().ReturnAsync(callback));
        var other = _clinic.NewBrowser();
        await other.CallbackAsync();
        Assert.Equal(Failed, await other.ReturnAsync(callback));
    }

    [Fact]
    public async Task A_code_put_into_another_sign_in_is_of_no_use()
    {
        await _clinic.JoinAsync("therapist");
        var victims = await _clinic.NewBrowser().CallbackAsync();
        var attacker = _clinic.NewBrowser();
        var own = await attacker.CallbackAsync();
        // The attacker's state with the victim's code: PKCE and nonce belong to the victim's sign-in.
        var injected = new Uri(own.AbsoluteUri.Replace(Code(own), Code(victims), StringComparison.Ordinal));
        Assert.Equal(Failed, await attacker.ReturnAsync(injected));

        static string Code(Uri callback) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(callback.Query)["code"].ToString();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x")]
    [InlineData("?code=x&state=y")]
    [InlineData("?error=server_error&state=y")]
    public async Task A_callback_that_nobody_set_out_for_is_refused(string query)
    {
        var browser = _clinic.NewBrowser();
        Assert.Equal(Failed, await browser.ReturnAsync(new Uri(_clinic.Clinic.Url, $"/api/auth/oidc/callback{query}")));
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_a_plain_error()
    {
        await using var clinic = await OidcClinic.StartAsync();
        await clinic.Issuer.DisposeAsync();
        Assert.Equal("providerFailed", await clinic.NewBrowser().PostAsync("/api/auth/oidc/start").ProblemAsync(502));
        Assert.Equal(200, (int)(await clinic.Administrator.GetAsync("/api/auth/me")).StatusCode);
    }
}
