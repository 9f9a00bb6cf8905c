using Microsoft.Playwright;

namespace PsyCare.EndToEnd.Tests;

/// <summary>One look at the sidebar.</summary>
public sealed class SidebarLook
{
    /// <summary>Seconds since 1970, this machine's clock.</summary>
    public double T { get; set; }

    /// <summary>The reason shown in place of a reading, or null.</summary>
    public string? NoReading { get; set; }

    /// <summary>Intensity by Action Unit; empty without a reading.</summary>
    public Dictionary<string, double> Bars { get; set; } = [];

    /// <summary>The first emotion shown, or null.</summary>
    public string? Emotion { get; set; }
}

/// <summary>Writes down what the sidebar shows each time a sample has been rendered, in the page itself, as fast as samples come.</summary>
public static class AffectRecorder
{
    /// <summary>Starts writing down.</summary>
    public static Task StartAsync(IPage page) => page.EvaluateAsync(
        """
        () => {
          window.looks = [];
          const look = () => {
            const none = document.querySelector('[data-testid=no-reading]');
            const bars = {};
            if (!none)
              for (const bar of document.querySelectorAll('[data-testid^=au-bar-]')) {
                const value = parseFloat(bar.dataset.intensity);
                if (!Number.isNaN(value)) bars[bar.dataset.testid.slice(7)] = value;
              }
            const emotion = document.querySelector('[data-testid^=emotion-]:not([data-testid=emotion-none])');
            window.looks.push({ t: (performance.timeOrigin + performance.now()) / 1000, noReading: none?.dataset.reason ?? null, bars,
              emotion: emotion?.dataset.testid.slice(8) ?? null });
          };
          window.stopLooking?.();
          window.addEventListener('psycare:affect-rendered', look);
          window.stopLooking = () => window.removeEventListener('psycare:affect-rendered', look);
        }
        """);

    /// <summary>What was seen since the start, or since the last call.</summary>
    public static Task<SidebarLook[]> TakeAsync(IPage page) => page.EvaluateAsync<SidebarLook[]>("() => window.looks.splice(0)");

    /// <summary>Notes the moment at which a button is clicked.</summary>
    public static Task NoteClickAsync(IPage page, string testId) => page.GetByTestId(testId).EvaluateAsync(
        "b => b.addEventListener('click', () => { window.clickedAt = (performance.timeOrigin + performance.now()) / 1000; }, { once: true })");

    /// <summary>The moment noted, seconds since 1970.</summary>
    public static Task<double> ClickedAtAsync(IPage page) => page.EvaluateAsync<double>("() => window.clickedAt");
}
