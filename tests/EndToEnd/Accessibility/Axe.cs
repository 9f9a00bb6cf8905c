using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace PsyCare.EndToEnd.Tests.Accessibility;

/// <summary>axe-core run in pages, in light and in dark. What it finds on a whole walk is told together, at the end.</summary>
public sealed class Axe
{
    private static readonly string Script = File.ReadAllText(
        typeof(Axe).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AxeScript").Value!);

    /// <summary>
    /// Not asked for: "region" wants what floats above the page (menus, tooltips) inside a landmark, where no library puts it.
    /// </summary>
    private const string Run = """
        async () => (await axe.run({ resultTypes: ['violations'], rules: { region: { enabled: false } } }))
            .violations.map(v => `${v.id}: ${v.help}\n` + v.nodes.slice(0, 4).map(n => `    ${n.html.slice(0, 200)}\n      ${n.failureSummary}`).join('\n'))
        """;

    private readonly List<string> _found = [];

    /// <summary>Looks at the page as it is now.</summary>
    /// <param name="page">The page.</param>
    /// <param name="state">What it shows, for the message.</param>
    public async Task CheckAsync(IPage page, string state)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            // Without motion a colour is at its end at once.
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await page.EvaluateAsync(Script);
            _found.AddRange((await page.EvaluateAsync<JsonElement>(Run)).EnumerateArray().Select(v => $"{state} ({scheme}): {v.GetString()}"));
        }
    }

    /// <summary>Fails where anything was found.</summary>
    public void AssertNothingFound() => Assert.True(_found.Count == 0, string.Join('\n', _found));
}
