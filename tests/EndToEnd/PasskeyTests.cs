using Microsoft.Playwright;
using PsyCare.EndToEnd.Tests.Accessibility;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Demo;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>A member signs in with a passkey: Chromium's virtual authenticator is the device.</summary>
public sealed class PasskeyTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    private readonly Axe _axe = new();

    [Fact]
    public async Task A_passkey_is_added_signs_in_alone_and_once_removed_no_longer()
    {
        var page = await practice.NewMemberAsync(DemoMember.Administrator);
        var (device, authenticatorId) = await NewDeviceAsync(page);
        await page.GotoAsync($"{practice.Address}/account");
        await AddAsync(page);
        await RenameAsync(page);
        await _axe.CheckAsync(page, "an account with a passkey");
        await Pictures.OfAsync(page, "passkeys");

        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("sign-in-passkey").WaitForAsync();
        await _axe.CheckAsync(page, "sign-in with a passkey");
        await page.GetByTestId("sign-in-passkey").ClickAsync();
        await page.GetByTestId("nav-account").ClickAsync();
        await Expect(page.GetByTestId("passkey")).ToContainTextAsync("last used");

        await RefusesWithoutTheHandAsync(page, device, authenticatorId);
        await RemoveAsync(page);
        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("sign-in-passkey").ClickAsync();
        await Expect(page.GetByTestId("passkey-refused")).ToBeVisibleAsync();
        _axe.AssertNothingFound();
    }

    private async Task AddAsync(IPage page)
    {
        await Expect(page.GetByTestId("passkeys-none")).ToBeVisibleAsync();
        await page.GetByTestId("passkey-add").ClickAsync();
        await page.GetByTestId("passkey-name").FillAsync("Laptop");
        await page.GetByTestId("confirm-password").FillAsync("not my password");
        await page.GetByTestId("confirm-submit").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToHaveAttributeAsync("data-code", "wrongPassword");
        await _axe.CheckAsync(page, "adding a passkey");
        await ConfirmAsync(page);
        await Expect(page.GetByTestId("passkey")).ToHaveAttributeAsync("data-name", "Laptop");
    }

    private static async Task RenameAsync(IPage page)
    {
        await page.GetByTestId("passkey-rename").ClickAsync();
        await page.GetByTestId("passkey-name").FillAsync("The laptop in the practice");
        await page.GetByTestId("passkey-rename-save").ClickAsync();
        await Expect(page.GetByTestId("passkey")).ToHaveAttributeAsync("data-name", "The laptop in the practice");
    }

    /// <summary>A device that does not recognise its owner's hand signs nothing that counts.</summary>
    private static async Task RefusesWithoutTheHandAsync(IPage page, ICDPSession device, string authenticatorId)
    {
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = authenticatorId, ["isUserVerified"] = false });
        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("sign-in-passkey").ClickAsync();
        await Expect(page.GetByText("The device has not answered.")).ToBeVisibleAsync();
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = authenticatorId, ["isUserVerified"] = true });
        await page.GetByTestId("sign-in-passkey").ClickAsync();
        await page.GetByTestId("nav-account").ClickAsync();
    }

    private async Task RemoveAsync(IPage page)
    {
        await page.GetByTestId("passkey-remove").ClickAsync();
        await ConfirmAsync(page);
        await Expect(page.GetByTestId("passkeys-none")).ToBeVisibleAsync();
    }

    private async Task ConfirmAsync(IPage page)
    {
        await page.GetByTestId("confirm-password").FillAsync((await practice.SignInOfAsync(DemoMember.Administrator)).Password);
        await page.GetByTestId("confirm-submit").ClickAsync();
    }

    private static async Task<(ICDPSession Device, string AuthenticatorId)> NewDeviceAsync(IPage page)
    {
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        var made = await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return (device, made!.Value.GetProperty("authenticatorId").GetString()!);
    }
}
