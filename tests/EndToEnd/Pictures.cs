using Microsoft.Playwright;
using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests;

/// <summary>A page as people see it: on a laptop and a phone, light and dark.</summary>
internal static class Pictures
{
    /// <summary>Takes the four pictures; afterwards the page is as before.</summary>
    public static async Task OfAsync(IPage page, string name)
    {
        var before = page.ViewportSize;
        foreach (var (size, device) in new[] { (Chromium.Laptop, "laptop"), (Chromium.Phone, "phone") })
        {
            await page.SetViewportSizeAsync(size.Width, size.Height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await RunningProduct.ScreenshotAsync(page, $"{name}-{device}-{scheme.ToString().ToLowerInvariant()}", fullPage: true);
            }
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(before!.Width, before.Height);
    }
}
