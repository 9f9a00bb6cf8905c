using System.Text.Json;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>A practice that has no issuer.</summary>
[Collection(SharedClinic.Name)]
public sealed class OidcOffTests(ClinicFixture fixture)
{
    [Fact]
    public async Task There_is_nothing_to_start_and_the_sign_in_page_knows()
    {
        var browser = fixture.Clinic.NewBrowser();
        Assert.Equal("notFound", await browser.PostAsync("/api/auth/oidc/start", new { }).ProblemAsync(404));
        Assert.Equal("notFound", await browser.PostAsync("/api/auth/oidc/code", new { code = "1" }).ProblemAsync(404));
        Assert.Equal("notFound", await browser.GetAsync("/api/auth/oidc/front-channel-sign-out?iss=x&sid=y").ProblemAsync(404));
        Assert.NotEqual(302, (int)(await browser.GetAsync("/api/auth/oidc/callback?code=x&state=y")).StatusCode);
        Assert.Equal(JsonValueKind.Null, (await browser.GetAsync("/api/auth/methods").JsonAsync()).GetProperty("provider").ValueKind);
    }

    [Fact]
    public async Task Passwords_cannot_be_turned_off()
    {
        Assert.Equal("notConnected", await fixture.Administrator.PutAsync("/api/practice/policy", OidcClinic.PasswordsOff).ProblemAsync(409));
    }
}
