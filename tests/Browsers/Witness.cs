using Microsoft.Playwright;

namespace PsyCare.Browsers;

/// <summary>Says what pages showed when a walk through them failed: of a run elsewhere there are words only, no pictures.</summary>
public static class Witness
{
    private const float Patience = 5_000;

    /// <summary>Runs <paramref name="walk"/>; where it fails, its exception is within one that tells every page's address and words.</summary>
    public static async Task WatchAsync(Func<Task> walk, params IPage[] pages)
    {
        try
        {
            await walk();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(string.Join("\n\n", await Task.WhenAll(pages.Select(TellAsync))), e);
        }
    }

    private static async Task<string> TellAsync(IPage page)
    {
        try
        {
            return $"{page.Url} showed:\n{await page.InnerTextAsync("body", new() { Timeout = Patience })}";
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return $"{page.Url} did not answer: {e.Message}";
        }
    }
}
