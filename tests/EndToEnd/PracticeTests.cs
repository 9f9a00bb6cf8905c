using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OtpNet;
using PsyCare.Browsers;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Demo;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>The administrator's and the supervisor's day in a real browser.</summary>
public sealed class PracticeTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    private const string NewEmail = "emma.gallo@demo.example";
    private const string NewPassword = "quiet rivers run deep";

    [Fact]
    public async Task An_administrator_and_a_supervisor_go_through_their_day()
    {
        var administrator = await SignInAsync("davide.neri@demo.example", "en-GB");
        var link = await InviteAsync(administrator);
        var member = await JoinAsync(link);
        await AssignAsync(administrator);
        await LastMonth.FillAsync(practice);
        await SuperviseAsync(await SignInAsync("carla.bianchi@demo.example", "it-IT"));
        await TheLawDecidesAsync(administrator);
        await EverybodyNeedsACodeAsync(administrator);
        await SetUpSecondFactorAsync(member);
    }

    private static async Task<string> InviteAsync(IPage page)
    {
        await Expect(page.GetByTestId("member")).ToHaveCountAsync(3);
        await RunningProduct.ScreenshotAsync(page, "members-laptop");
        await page.GetByTestId("invite-member").ClickAsync();
        await page.GetByTestId("member-email").FillAsync(NewEmail);
        await RunningProduct.ScreenshotAsync(page, "invite-member-laptop");
        await page.GetByTestId("member-invite").ClickAsync();
        var link = await page.GetByTestId("member-link").InputValueAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByText("Invited, not here yet")).ToBeVisibleAsync();
        return link;
    }

    private async Task<IPage> JoinAsync(string link)
    {
        var page = await NewPageAsync("en-GB", Chromium.Phone);
        await page.GotoAsync(link);
        await page.GetByTestId("welcome-name").FillAsync("Emma Gallo");
        await page.GetByTestId("welcome-password").FillAsync(NewPassword);
        await RunningProduct.ScreenshotAsync(page, "welcome-phone");
        await page.GetByTestId("welcome-submit").ClickAsync();
        await Expect(page.GetByTestId("nav-caseload")).ToHaveAttributeAsync("aria-current", "page");
        await Expect(page.GetByTestId("nav-members")).ToHaveCountAsync(0);
        return page;
    }

    private static async Task AssignAsync(IPage page)
    {
        await page.ReloadAsync();
        await page.Locator($"[data-testid=member][data-email='anna.rossi@demo.example']").GetByTestId("member-change").ClickAsync();
        await page.GetByTestId("member-supervisor").SelectOptionAsync(new SelectOptionValue { Label = "Dr. Carla Bianchi" });
        await RunningProduct.ScreenshotAsync(page, "member-laptop");
        await page.GetByTestId("member-save").ClickAsync();
        await Expect(page.GetByTestId("member-save")).ToHaveCountAsync(0);
    }

    private static async Task TheLawDecidesAsync(IPage page)
    {
        await page.GetByTestId("nav-policy").ClickAsync();
        await page.GetByText("Illinois, USA").ClickAsync();
        await Expect(page.GetByTestId("policy-emotionAnalysis")).ToBeDisabledAsync();
        await Expect(page.GetByTestId("policy-emotionAnalysis")).Not.ToBeCheckedAsync();
        await page.GetByTestId("policy-save").ClickAsync();
        await Expect(page.GetByTestId("policy-saved")).Not.ToBeEmptyAsync();
        await RunningProduct.ScreenshotAsync(page, "policy-laptop", fullPage: true);
    }

    private static async Task EverybodyNeedsACodeAsync(IPage page)
    {
        await page.GetByTestId("policy-secondFactor").CheckAsync(new() { Force = true });
        await page.GetByTestId("policy-save").ClickAsync();
        await Expect(page.GetByTestId("policy-saved")).Not.ToBeEmptyAsync();
    }

    private async Task SetUpSecondFactorAsync(IPage page)
    {
        await page.GetByTestId("sign-out").ClickAsync();
        await SignInAsync(page, NewEmail, NewPassword);
        await Expect(page.GetByTestId("must-enrol")).ToBeVisibleAsync();
        await RunningProduct.ScreenshotAsync(page, "account-phone", fullPage: true);
        await page.GetByTestId("second-factor-set-up").ClickAsync();
        await page.GetByTestId("confirm-password").FillAsync(NewPassword);
        await page.GetByTestId("confirm-submit").ClickAsync();
        var secret = await page.GetByTestId("second-factor-secret").InnerTextAsync();
        await RunningProduct.ScreenshotAsync(page, "second-factor-phone");
        await page.GetByTestId("second-factor-code").FillAsync(new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(Now().UtcDateTime));
        await page.GetByTestId("second-factor-on").ClickAsync();
        var codes = (await page.GetByTestId("recovery-codes").InnerTextAsync()).Split('\n');
        Assert.Equal(10, codes.Length);
        await RunningProduct.ScreenshotAsync(page, "recovery-codes-phone");
        await page.GetByTestId("recovery-done").ClickAsync();
        await Expect(page.GetByTestId("second-factor-state")).ToHaveAttributeAsync("data-on", "true");

        await page.GetByTestId("sign-out").ClickAsync();
        await SignInAsync(page, NewEmail, NewPassword);
        await page.GetByTestId("sign-in-code").FillAsync(codes[0]);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await Expect(page.GetByTestId("sign-out")).ToBeVisibleAsync();
    }

    /// <summary>What two patients did is not there; nor can it be subtracted.</summary>
    private static async Task SuperviseAsync(IPage page)
    {
        await Expect(page.GetByTestId("figures-outcome")).ToContainTextAsync("circa 25");
        await Expect(page.GetByTestId("figures-outcome").GetByText("non mostrato")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("nav-caseload")).ToHaveCountAsync(0);
        await RunningProduct.ScreenshotAsync(page, "supervision-laptop-it", fullPage: true);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(Chromium.Phone.Width, Chromium.Phone.Height);
        await RunningProduct.ScreenshotAsync(page, "supervision-phone-dark", fullPage: true);
    }

    private DateTimeOffset Now() => practice.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    private async Task<IPage> SignInAsync(string email, string locale)
    {
        var lines = await File.ReadAllLinesAsync(practice.Services.GetRequiredService<DemoPractice>().SignInFile);
        var page = await NewPageAsync(locale, Chromium.Laptop);
        await page.GotoAsync($"{practice.Address}/sign-in");
        await SignInAsync(page, email, lines[Array.IndexOf(lines, email) + 1]);
        await Expect(page).Not.ToHaveURLAsync(new Regex("/sign-in"));
        return page;
    }

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GetByTestId("sign-in-email").FillAsync(email);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
    }

    private Task<IPage> NewPageAsync(string locale, ViewportSize size) => practice.Browser.NewPersonAsync(size, locale);
}
