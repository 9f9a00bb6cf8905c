using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PsyCare.Browsers;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Hosting;
using PsyCare.TestKit.Oidc;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>Signing in by an issuer of another site, in a real browser with its own rules for cookies.</summary>
public sealed class IssuerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("psycare-issuer-").FullName;
    private TestIssuer _issuer = null!;
    private WebApplication _app = null!;
    private Chromium _browser = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        var secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, TestIssuer.ClientSecret);
        _app = SiloHost.Build(PreparedPractice.Options(_folder) with
        {
            Oidc = new OidcSettings
            {
                Issuer = _issuer.Url.AbsoluteUri,
                ClientId = TestIssuer.ClientId,
                ClientSecretFile = secret,
                Name = "Care ID",
            },
        });
        await _app.StartAsync();
        _browser = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_member_joins_signs_out_here_and_there_and_comes_back_to_where_they_wanted_to_go()
    {
        var address = SiloHost.Addresses(_app).Http.ToString().TrimEnd('/');
        var invitation = await _app.Services.GetRequiredService<IClusterClient>().GetGrain<IPracticeGrain>(DemoPractice.PracticeId)
            .InviteMemberAsync("emma.gallo@demo.example", MemberRoles.Therapist);
        var page = await _browser.NewPersonAsync(Chromium.Laptop);

        await page.GotoAsync($"{address}/welcome#{invitation.InvitationId}.{invitation.Secret}");
        await Expect(page.GetByTestId("sign-in-provider")).ToBeVisibleAsync();
        await RunningProduct.ScreenshotAsync(page, "welcome-issuer-laptop");
        await page.GetByTestId("sign-in-provider").ClickAsync();
        await Expect(page.GetByTestId("nav-caseload")).ToHaveAttributeAsync("aria-current", "page");
        await Expect(page.GetByText("Emma Gallo")).ToBeVisibleAsync();

        await page.GetByTestId("sign-out").ClickAsync();
        await Expect(page.GetByTestId("sign-in-provider")).ToBeVisibleAsync();
        Assert.True(_issuer.SignedOut);

        await page.GotoAsync($"{address}/account");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
        await page.GetByTestId("sign-in-provider").ClickAsync();
        await Expect(page.GetByTestId("issuer-state")).ToHaveAttributeAsync("data-on", "true");
        Assert.EndsWith("/account", page.Url, StringComparison.Ordinal);
        await RunningProduct.ScreenshotAsync(page, "account-issuer-laptop");

        await page.Context.ClearCookiesAsync();
        _issuer.Person = new IssuerPerson("s2", "Somebody Else", "somebody@demo.example");
        await page.GotoAsync($"{address}/sign-in");
        await page.GetByTestId("sign-in-provider").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToHaveAttributeAsync("data-code", "notInvited");
    }
}
