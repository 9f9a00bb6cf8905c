using Microsoft.Playwright;

namespace PsyCare.EndToEnd.Tests.Accessibility;

/// <summary>Somebody without a mouse: goes from one control to the next, presses what has the focus, and says what they passed when lost.</summary>
internal sealed class Keys(IPage page)
{
    private const int MostStops = 80;

    private const string Focused = """
        selector => {
          const at = document.activeElement;
          if (at?.closest(selector)) return null;
          return `${at?.tagName.toLowerCase()}${at?.dataset.testid ? `[${at.dataset.testid}]` : ''} "${(at?.textContent ?? '').trim().slice(0, 30)}"`;
        }
        """;

    /// <summary>The window.</summary>
    public IPage Page { get; } = page;

    /// <summary>Tabs until the control with this test id (or selector) has the focus.</summary>
    public async Task GoToAsync(string control, string key = "Tab")
    {
        var selector = SelectorOf(control);
        await Page.Locator(selector).First.WaitForAsync();
        var passed = new List<string>();
        while (await Page.EvaluateAsync<string?>(Focused, selector) is { } other)
        {
            Assert.True(passed.Count < MostStops, $"{control} cannot be reached with {key}. Passed: {string.Join(", ", passed)}");
            passed.Add(other);
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Goes to a control and presses it.</summary>
    public async Task PressAsync(string control, string key = "Enter", string by = "Tab")
    {
        await GoToAsync(control, by);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to a field and writes into it.</summary>
    public async Task WriteAsync(string control, string text)
    {
        await GoToAsync(control);
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Waits until what the selector or test id names has the focus.</summary>
    public async Task IsAtAsync(string control) => await Page.WaitForFunctionAsync(
        "selector => document.activeElement?.matches(selector)", SelectorOf(control));

    private static string SelectorOf(string control) => control.AsSpan().ContainsAny("[#. ") || control == "main" ? control : $"[data-testid='{control}']";
}
