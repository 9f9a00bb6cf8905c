using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>What people see of a call beside its picture: what the other side has turned off, how all calls go; and the picture in a window of its own.</summary>
[Collection(nameof(ForeignPeers))]
public sealed partial class CallSignTests(ForeignPeers peers)
{
    [Fact]
    public async Task What_one_side_turns_off_the_other_sees_and_the_administrator_sees_how_the_calls_go()
    {
        var (therapist, invite) = await peers.InviteAsync("Quiet Patient");
        var patient = await peers.WaitAsync(invite);
        await ForeignPeers.AdmitAsync(therapist);
        await therapist.RemoteVideo.WaitForPictureAsync();
        await StandsInAWindowOfItsOwnAsync(therapist.Page);
        await patient.PressAsync("toggle-microphone");
        await therapist.Page.GetByTestId("other-microphone-off").WaitForAsync();
        await RunningProduct.ScreenshotAsync(therapist.Page, "other-microphone-off");
        await therapist.Page.GetByTestId("toggle-camera").ClickAsync();
        await patient.Page.GetByTestId("other-no-video").WaitForAsync();
        await RunningProduct.ScreenshotAsync(patient.Page, "other-camera-off-phone");
        await patient.PressAsync("toggle-microphone");
        await Assertions.Expect(therapist.Page.GetByTestId("other-microphone-off")).ToHaveCountAsync(0);

        var administrator = await peers.NewAdministratorAsync();
        await administrator.GotoAsync(peers.Product.Address + "/operations");
        await administrator.GetByText("Connected", new() { Exact = true }).WaitForAsync();
        await Assertions.Expect(administrator.GetByText(Rate()).First).ToBeVisibleAsync();
        // What a browser sends is understood, all of it.
        Assert.DoesNotContain("Malformed", await administrator.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await RunningProduct.ScreenshotAsync(administrator, "operations-laptop", fullPage: true);
        await administrator.SetViewportSizeAsync(390, 844);
        await RunningProduct.ScreenshotAsync(administrator, "operations-phone", fullPage: true);
    }

    /// <summary>Picture in picture, there and back: the browser itself says which picture floats.</summary>
    private static async Task StandsInAWindowOfItsOwnAsync(IPage page)
    {
        await page.GetByTestId("picture-in-picture").ClickAsync();
        await page.WaitForFunctionAsync("() => document.pictureInPictureElement?.dataset.testid === 'remote-video'");
        await page.GetByTestId("picture-in-picture").ClickAsync();
        await page.WaitForFunctionAsync("() => document.pictureInPictureElement === null");
    }

    [GeneratedRegex("^[1-9][0-9,]*/s$")]
    private static partial Regex Rate();
}
