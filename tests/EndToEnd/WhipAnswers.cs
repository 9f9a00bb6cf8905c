using Microsoft.Playwright;

namespace PsyCare.EndToEnd.Tests;

/// <summary>What the media server answers to a page's offers (RFC 9725).</summary>
internal static class WhipAnswers
{
    /// <summary>From the next offer on the page gets another answer. Restarts (PATCH) are left as they are.</summary>
    /// <param name="page">Whose.</param>
    /// <param name="rewrite">Makes the page's answer of the server's.</param>
    public static Task RewriteAsync(IPage page, Func<string, string> rewrite) => page.RouteAsync("**/api/whip/*", async route =>
    {
        if (route.Request.Method != "POST")
        {
            await route.ContinueAsync();
            return;
        }

        var response = await route.FetchAsync();
        await route.FulfillAsync(new() { Response = response, Body = rewrite(await response.TextAsync()) });
    });
}
