using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;
using PsyCare.Browsers;

namespace PsyCare.EndToEnd.Tests.Accessibility;

/// <summary>
/// axe-core run in pages, wide and narrow, light and dark: all rules once at each width, those about colours in both schemes. What it finds on
/// a whole walk is told together, at the end: state, rule, selector.
/// </summary>
public sealed class Axe
{
    private static readonly string Script = File.ReadAllText(
        typeof(Axe).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AxeScript").Value!);

    // The scheme changes colours alone, so the second look at a width asks only about them.
    private static readonly (ViewportSize Size, ColorScheme Scheme, bool ColoursAlone)[] Looks =
    [
        (Chromium.Laptop, ColorScheme.Dark, true), (Chromium.Laptop, ColorScheme.Light, false),
        (Chromium.Phone, ColorScheme.Light, true), (Chromium.Phone, ColorScheme.Dark, false),
    ];

    /// <summary>
    /// What floats above the page (menus, tooltips, dialogs) hangs outside of every landmark, where the library puts it: "region" asks the rest.
    /// </summary>
    private const string Run = """
        async (coloursAlone) => {
          const rules = coloursAlone ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
          const floats = (node) => node.target.some((selector) => document.querySelector(selector)?.closest('[data-portal]'));
          const { violations } = await axe.run({ ...rules, resultTypes: ['violations'], preload: false, iframes: false });
          return violations.flatMap(({ id, help, nodes }) => nodes
            .filter((node) => id !== 'region' || !floats(node))
            .map((node) => `${id} at ${node.target.join(' ')}: ${help}\n    ${node.html.slice(0, 200)}\n    ${node.failureSummary}`));
        }
        """;

    private readonly List<string> _found = [];

    /// <summary>Looks at the page as it is now, and leaves it at its size.</summary>
    /// <param name="page">The page.</param>
    /// <param name="state">What it shows, for the message.</param>
    public async Task CheckAsync(IPage page, string state)
    {
        var before = page.ViewportSize!;
        foreach (var (size, scheme, coloursAlone) in Looks)
        {
            await page.SetViewportSizeAsync(size.Width, size.Height);
            // Without motion a colour is at its end at once.
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
                await page.EvaluateAsync(Script);
            _found.AddRange((await page.EvaluateAsync<JsonElement>(Run, coloursAlone)).EnumerateArray().Select(v => $"{state} ({size.Width} px, {scheme}): {v.GetString()}"));
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth"))
                _found.Add($"{state} ({size.Width} px): the page is wider than the window");
        }

        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>Fails where anything was found.</summary>
    public void AssertNothingFound() => Assert.True(_found.Count == 0, string.Join('\n', _found));
}
